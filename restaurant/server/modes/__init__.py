"""The two ways to run a server: `green` on eventlet, `threads` without it; all else knows neither.

`green` is the one file that names eventlet; `screen_socket` is a screen's WebSocket there.
"""
