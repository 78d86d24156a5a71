"""What every layer above the rules may use.

- `options`, `option_values`: what the program was asked to do
- `assets`, `paths`, `files`, `remembered`: what lies where, and how it gets onto the disk
- `language`: which one, and how it says things
- `network`: addresses, ports and secure connections
- `processes`: starting other processes, and ending with them
- `logs`, `faults`: what is noted, and what an operator is told
- `machine`, `autostart`: this computer
- `clock`, `ids`, `pins`, `json_lines`, `photo_names`, `escaped`: small things
"""
