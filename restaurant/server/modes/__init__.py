"""The two ways to run a server: `green` on eventlet, `threads` without it; all else knows only a `mode`.

`green` is the one file that names eventlet; `screen_socket` is a screen's WebSocket there, `turns` lets
nobody keep its event loop for themselves.
"""
