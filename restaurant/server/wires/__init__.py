"""One wire for each way to speak; they read and write, and know no rule.

- `admission`: around all of them
- `socketio_wire`: terminals and programs, and the events of seed 000; `seed_orders` tells it of orders
- `websocket_wire`: a URL is an audience; the actions of seed 001
- `http_wire`: commands, views, health, descriptions; `posted` is what requests carry,
  `replies` how they are answered
- `callers`: who sends a request: by header, by cookie, by address; `browsers` reads the cookies
"""
