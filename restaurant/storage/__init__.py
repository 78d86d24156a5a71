"""Where a restaurant's truth and the files made from it are kept.

- `opening`: brings a restaurant back from its folder, and holds all that follows

The truth:

- `journal_files`: appends to it; `journal_reading` reads and checks it, `lines` is what a line is
- `snapshot`: the state at one commit, so that a start need not read everything

What is made from it:

- `order_book`: `orders.json`; `archive` has the closed orders by day
- `owner_files`: `menu.json` and `settings.json`, for the owner to edit

What an owner writes, and what is wrong with it:

- `menu_file`, `settings_file`: the two files as they are written
- `edited_text`: reads either; `broken_json` and `wrong_value` say what is wrong, and where
- `menu_csv`: the menu as a table; `csv_text` reads any, `menu_cells` are its columns, `cell_texts` what
  stands in the harder ones, `menu_changes` what it would change

Copies:

- `backup`: makes one; `restoring` brings it back, `verifying` proves a folder
"""
