"""What every layer above the rules may use.

- `options`, `option_values`: what the program was asked to do
- `assets`, `paths`, `files`, `remembered`: what lies where, and how it gets onto the disk
- `strings`, `spoken`, `writing`, `hours_words`: which language, and how it says things
- `logs`, `faults`: what is noted, and what an operator is told
- `machine`, `autostart`: this computer
- `addresses`, `networks`, `ports`, `secure_socket`: the network
- `processes`, `ties`, `patience`: starting other processes, and ending with them
- `clock`, `ids`, `pins`, `json_lines`, `photo_names`, `escaped`: small things
"""
