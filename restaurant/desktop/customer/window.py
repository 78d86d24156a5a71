"""The customer terminal: choose a table and dishes, send the order, see how far it is."""

import tkinter as tk
from collections.abc import Sequence

from restaurant.client.kept.own_orders import OwnOrders
from restaurant.client.notices import Changed, Notice, Offline, Online, Snapshot, Waiting
from restaurant.common.language.strings import Strings
from restaurant.desktop.customer.head import HeadNotice
from restaurant.desktop.customer.kiosk.lock import Kiosk
from restaurant.desktop.customer.kiosk.quiet import Quiet
from restaurant.desktop.customer.kiosk.start import StartScreen
from restaurant.desktop.customer.language import LanguageButton
from restaurant.desktop.customer.menu.board import MenuBoard
from restaurant.desktop.customer.menu.dish_panel import DishPanel
from restaurant.desktop.customer.menu.photos import Photos, PhotoSource
from restaurant.desktop.customer.order.cart import Cart
from restaurant.desktop.customer.order.cart_panel import CartPanel
from restaurant.desktop.customer.order.ordering import Ordering, WriteChoice
from restaurant.desktop.customer.order.place import PlaceField
from restaurant.desktop.customer.order.progress import ProgressPanel
from restaurant.desktop.customer.order.sending import Sending
from restaurant.desktop.customer.seen import Seen
from restaurant.desktop.customer.sides import Sides
from restaurant.desktop.customer.talk import Talk
from restaurant.desktop.look.tokens import Scheme
from restaurant.desktop.parts.frames import clear
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.terminal.link_state import LinkState
from restaurant.desktop.terminal.order_line import Line
from restaurant.desktop.terminal.pin_check import PinCheck
from restaurant.desktop.touch.keyboard import Keyboard
from restaurant.desktop.window.pump import LinkFactory, Pump
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import UnlockTerminal
from restaurant.protocol.documents import DishDocument
from restaurant.protocol.messages import Who

LEAST_SIZE = (1024, 600)


class CustomerWindow:
    """The window; what it is given beside its link are its files."""

    def __init__(
        self,
        root: tk.Tk,
        link_factory: LinkFactory,
        *,
        strings: Strings,
        write_choice: WriteChoice,
        address: str,
        scheme: Scheme = "light",
        own_orders: OwnOrders | None = None,
        photos: PhotoSource | None = None,
        kiosk: bool = False,
        follows: bool = False,
    ) -> None:
        """`follows` is whether it speaks the restaurant's language, as soon as that is told."""
        self.root, self._address, self._follows = root, address, follows
        self._at_home = strings.language
        self.shell = Shell(root, strings, scheme=scheme)
        self.seen = Seen()
        self.cart = Cart()
        self.talk = Talk(self.shell)
        self.sides = Sides(self.shell, resized=self._show_progress)
        # Not over the order: what is sent stays in sight while a note or a name is written.
        self.keyboard = Keyboard(self.shell, over=self.sides.left)
        self.pump = Pump(root, self.receive)
        self.shell.at_end(self.pump.stop)
        self.photos = self._make_photos(photos)
        self._build_head()
        self._build_body()
        self.link = link_factory(self.pump.put)
        self.shell.at_end(self.link.stop)
        self.ordering = Ordering(
            self.shell, cart=self.cart, place=self.place, link=self.link, talk=self.talk,
            own_orders=own_orders or OwnOrders(None), write_choice=write_choice,
            seen=self.seen, online=lambda: self.connection.online,
            changed=self._show_order, unwatch=self._unwatch,
        )  # fmt: skip
        self.start: StartScreen | None = None
        self.kiosk: Kiosk | None = None
        self.quiet: Quiet | None = None
        if kiosk:
            self._be_kiosk()
        else:
            self.place.entry.focus_set()
        self.ordering.watch_again()
        self._show_menu()
        self._show_order()
        self.link.start()

    # -------------------------------------------------------------------------- building

    def _make_photos(self, source: PhotoSource | None) -> Photos | None:
        if source is None:
            return None
        ground = self.shell.theme.colour("surface")
        photos = Photos(self.root, source, ground=ground)
        self.shell.at_end(photos.stop)
        return photos

    def _build_head(self) -> None:
        shell, theme = self.shell, self.shell.theme
        self.connection = LinkState(shell, offline_hint="customer.offline")
        self.connection.looking(self._address)
        self.languages = LanguageButton(shell.head, shell, speak=self.speak)
        self.languages.button.pack(side="right", fill="y", pady=theme.px(8))
        self.head = HeadNotice(shell)
        shell.banner = self.head
        self._build_place()

    def _build_place(self) -> None:
        shell, px = self.shell, self.shell.theme.px
        self.place = PlaceField(shell.head, shell, self.keyboard)
        self.place.pack(side="left", padx=(px(16), px(8)), pady=px(8), before=self.head.frame)

    def _build_body(self) -> None:
        shell, keyboard, sides = self.shell, self.keyboard, self.sides
        self.dish_panel = DishPanel(
            sides.left, shell, keyboard, add=self.add, closed=lambda: self.choose("")
        )
        self.board = MenuBoard(sides.left, shell, keyboard, choose=self.choose, photos=self.photos)
        self.board.pack(fill="both", expand=True)
        self.progress = ProgressPanel(sides.right, shell)
        self.cart_panel = CartPanel(
            sides.right, shell, self.cart, changed=self._show_order, send=self.send
        )
        self.cart_panel.frame.pack(fill="both", expand=True)

    def _be_kiosk(self) -> None:
        check = PinCheck(self.shell, self.link, self.pump.call, lambda pin: UnlockTerminal(pin=pin))
        self.kiosk = Kiosk(self.shell, self.talk, check=check)
        self.head.held = self.kiosk.ask
        self.start = start = StartScreen(self.shell, begin=lambda: None)
        start.show()
        self.quiet = Quiet(self.shell, in_use=lambda: not start.shown, over=self.start_again)

    # --------------------------------------------------------------------------- reading

    @property
    def popup(self) -> Popup | None:
        """What was said last in a popup."""
        return self.talk.popup

    @property
    def sending(self) -> Sending:
        """The orders of this terminal."""
        return self.ordering.sending

    # -------------------------------------------------------------------------- choosing

    def choose(self, item_id: str) -> None:
        """A dish was tapped, or none is chosen any more."""
        if self.board.chosen.get() != item_id:
            self.board.chosen.set(item_id)
        self._show_dish(self.seen.dishes.get(item_id))
        self.board.reveal(item_id)

    def add(self, line: Line) -> None:
        """A dish goes into the cart, and the panel is free for the next."""
        self.cart.add(line)
        self.choose("")
        self._show_order()
        self.cart_panel.reveal_last()

    def send(self) -> None:
        """Sends the cart, or says what is missing."""
        if self.connection.unpaired:
            text = self.shell.text
            self.talk.tell(text("common.unpaired"), text("customer.unpaired"), "late")
            return
        begun = self.seen.dishes.get(self.board.chosen.get())
        if begun is not None and self.cart.lines and self.seen.closed is None:
            self._ask_about(begun)
        else:
            self.ordering.send()

    def _ask_about(self, begun: DishDocument) -> None:
        """Who chose a dish and did not add it may think that it comes along."""
        text = self.shell.text
        without = Choice(text("customer.send_without"), self.ordering.send, "Plain")
        add = Choice(text("customer.add_it"), self.dish_panel.finish, "Main")
        title = text("customer.not_added_title", dish=begun.name)
        self.talk.tell(title, text("customer.not_added"), "retry", without, add)

    def speak(self, language: str) -> None:
        """Says everything in another language; what was begun stays as it is."""
        if language == self.shell.strings.language:
            return
        self.shell.strings = Strings(language)
        self.link.speak(language)
        self.talk.close()
        self.keyboard.close()
        place, wishes, begun = self.place, self.board.wishes, self.place.begun
        self.keyboard.forget()
        place.destroy()
        for side in (self.sides.left, self.sides.right):
            clear(side)
        self._build_place()
        self._build_body()
        self.ordering.ask_at(self.place)
        self.place.go_on(*begun)
        self.board.wish(wishes)
        self.languages.show()
        self.connection.speak()
        self._show_menu()
        self._show_order()

    def _follow(self, language: str) -> None:
        """The restaurant's language, unless another was chosen on this computer, or by a guest."""
        if self._follows and language != self._at_home:
            is_at_home = self.shell.strings.language == self._at_home
            self._at_home = Strings(language).language
            if is_at_home:
                self.speak(self._at_home)

    def start_again(self) -> None:
        """The guest has gone: nothing of what was begun is left for the next."""
        self.talk.close()
        self.keyboard.close()
        if self.kiosk is not None:
            self.kiosk.close()
        self.cart.take_all()
        self.speak(self._at_home)
        self.place.clear()
        self.board.start_again()
        self.choose("")
        self._show_order()
        if self.start is not None:
            self.start.show()

    # ------------------------------------------------------------------------- receiving

    def receive(self, notices: Sequence[Notice]) -> None:
        """Takes in what the link told, and redraws once."""
        changed: set[tuple[str, str]] = set()
        was_live = self.seen.live
        for notice in notices:
            if isinstance(notice, Snapshot | Changed):
                changed |= self.seen.take(notice)
                if isinstance(notice, Snapshot):
                    self.ordering.missed(notice)
            else:
                self.shell.attempt(self._take, notice)
        kinds = {kind for kind, _ in changed}
        if "restaurant" in kinds and self.seen.restaurant is not None:
            self._follow(self.seen.restaurant.language)
        if kinds & {"restaurant", "categories", "items"} or self.seen.live != was_live:
            self._show_menu()
        for kind, order_id in changed:
            if kind == "orders" and (order := self.seen.order(order_id)) is not None:
                self.ordering.show(order)
        self._show_order()

    def _take(self, notice: Notice) -> None:
        match notice:
            case Online():
                self.connection.up(notice)
                self.seen.live = True
                if self.photos is not None:
                    self.photos.renew()
            case Who():
                self.connection.taken_for(notice)
            case Offline():
                self.connection.down(notice)
                self.seen.live = False
                self.sending.wait()
            case Waiting(count=count):
                self.connection.keeps(count)
            case _:
                self.ordering.take(notice)

    # --------------------------------------------------------------------------- showing

    def _show_menu(self) -> None:
        text, seen = self.shell.text, self.seen
        if seen.restaurant is None:
            title = text("customer.no_menu_title")
            self.board.empty(title, text("customer.no_menu", address=self._address))
        else:
            self._show_name(seen.restaurant.name)
            self.board.show(seen.categories.values(), seen.dishes, seen.currency)
        chosen = seen.dishes.get(self.board.chosen.get())
        if chosen is None or not chosen.is_offered:
            chosen = None
            self.board.chosen.set("")
        self._show_dish(chosen)

    def _show_name(self, name: str) -> None:
        self.root.title(name)
        self.head.name(name)
        if self.start is not None:
            self.start.name(name)
            self.start.stand(self.seen.closed)

    def _show_dish(self, dish: DishDocument | None) -> None:
        self.dish_panel.show(dish, self.seen.currency)
        self.sides.put_dish(self.dish_panel.frame, over=self.board, there=dish is not None)

    def _show_order(self) -> None:
        known = self.seen.dishes
        self.cart.follow(known, self.seen.restaurant)
        gone = {line.item_id for line in self.cart.lines if line.item_id not in known}
        gone |= {item.id for item in known.values() if item.sold_out}
        not_now = {i: d.service for i, d in known.items() if d.service and not d.service.now}
        self.cart_panel.show(self.seen.currency, gone, not_now=not_now, closed=self.seen.closed)
        self._show_progress()

    def _show_progress(self) -> None:
        orders, over = list(self.sending.orders.values()), self.cart_panel.frame
        self.progress.show(orders, room=self.sides.room)
        self.sides.put_progress(self.progress.frame, over=over, there=bool(orders))

    def _unwatch(self, order_id: str) -> None:
        self.link.unwatch("order", order_id)
        self.seen.forget("order", order_id)
