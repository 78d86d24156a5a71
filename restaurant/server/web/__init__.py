"""The pages that the server makes and serves, and what they are made of.

- `sign_in`, `manager_page`, `kiosk_page`: one for each page that does something
- `pages`: the frame they all have, and their texts; `field_limits` for their forms
- `web_files`: style sheets, scripts, pictures; `look_css` is made from `look.json`
- `photos`: of the dishes, from the owner's folder
"""
