"""The rules of a restaurant: pure functions over values, without input, output, clock or chance.

The language:

- `values`: the nouns; `commands` what is asked for, `events` what has happened
- `errors`: how a rule says no
- `state`: what is known at one moment

The rules, one topic a file. `restaurant` hands each command and each event to its topic:

- `menu`: what is sold; `modifiers` what a dish asks
- `order_entry`: from what is asked for to an order; `orders` the life of one, `editing` while it can be
- `tables`: which numbers are tables
- `opening`: who can order what now, by the hours of the week that `hours` reads
- `business_day`: the day's figures
- `people`: staff, terminals and sessions; `senders` who somebody is now
- `settings`: what the owner decides; `changes` is a part of them

- `money`, `taxes`: sums, as they are reckoned and written
"""
