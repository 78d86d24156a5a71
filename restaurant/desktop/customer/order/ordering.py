"""The way of this terminal's orders: written down, sent, answered or refused, watched until served."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from restaurant.client.kept.own_orders import OwnOrder, OwnOrders
from restaurant.client.notices import Answered, Held, Notice, Snapshot, TooOld
from restaurant.common.language.hours_words import opens
from restaurant.common.language.writing import money
from restaurant.desktop.customer.order.cart import Cart
from restaurant.desktop.customer.order.cart_panel import closed_title
from restaurant.desktop.customer.order.place import BadPlace, PlaceField
from restaurant.desktop.customer.order.sending import Place, Sending, Sent
from restaurant.desktop.customer.seen import Seen
from restaurant.desktop.customer.talk import Talk
from restaurant.desktop.parts.popup import Choice
from restaurant.desktop.window.pump import LinkLike
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import NewOrder
from restaurant.protocol.documents import OrderDocument

LOG = logging.getLogger("restaurant.desktop")
PATIENCE_MS = 3000
"""How long an order may be on its way before the guest is told that it waits."""
DEFAULT_MINUTES = 10
"""After so long an order is not sent any more, where the restaurant was not seen yet."""


class WriteChoice(Protocol):
    """Called before an order is sent, with names of dishes repeated for quantity; raises OSError."""

    def __call__(self, table: int | None, items: Sequence[str], /, *, name: str = "") -> object: ...


class Ordering:
    """Sends what is in the cart; `changed` is called when cart or orders are to be drawn anew,
    `unwatch` with the id of an order that is shown no more.
    """

    def __init__(
        self,
        shell: Shell,
        *,
        cart: Cart,
        place: PlaceField,
        link: LinkLike,
        talk: Talk,
        own_orders: OwnOrders,
        write_choice: WriteChoice,
        seen: Seen,
        online: Callable[[], bool],
        changed: Callable[[], object],
        unwatch: Callable[[str], object],
    ) -> None:
        self._shell, self._cart, self._place, self._link = shell, cart, place, link
        self._talk, self._own, self._write_choice = talk, own_orders, write_choice
        self._seen, self._online = seen, online
        self._changed, self._unwatch = changed, unwatch
        self.sending = Sending()

    def ask_at(self, place: PlaceField) -> None:
        """Another field says from now on where an order goes."""
        self._place = place

    def watch_again(self) -> None:
        """What was under way when this terminal was last closed."""
        for order in self._own.orders:
            self.sending.take_back(order)
            self._link.watch("order", order.order_id)

    # --------------------------------------------------------------------------- sending

    def send(self) -> None:
        """Sends the cart, or says what is missing."""
        text = self._shell.text
        if (closed := self._seen.closed) is not None:
            words = opens(closed)
            self._talk.tell(closed_title(closed, text), text(words.key, **words.params), "received")
            return
        if not self._cart.lines:
            self._talk.tell(
                text("customer.cart_empty_title"), text("customer.cart_missing"), "retry"
            )
            return
        try:
            place = self._place.read(self._seen.restaurant)
        except BadPlace as bad:
            self._refuse_place(bad)
            return
        self._send(place)

    def _refuse_place(self, bad: BadPlace) -> None:
        self._place.mark(wrong=True)
        text = self._shell.text
        again = Choice(text("common.ok"), self._place.ask, "Main")
        self._talk.tell(
            text(f"{bad.key}_title", text=bad.text), text(bad.key, text=bad.text), "late", again
        )

    def _send(self, place: Place) -> None:
        total = self._cart.total
        command = NewOrder(
            table=place.table, name=place.name or None, items=self._cart.wanted(),
            expected_total=total,
        )  # fmt: skip
        try:
            self._write_choice(place.table, self._cart.names, name=place.name)
            command_id = self._link.send(command)
        except OSError:
            LOG.exception("an order could not be kept")
            text = self._shell.text
            self._talk.tell(
                text("customer.cannot_keep_title"), text("customer.cannot_keep"), "late"
            )
            return
        sent = Sent(place=place, total=total, lines=tuple(self._cart.take_all()))
        self._let_go(self.sending.add(command_id, sent))
        self._place.clear()
        self._changed()
        if not self._online():
            self._wait_for(sent)
        else:
            self._shell.root.after(PATIENCE_MS, lambda: self._lose_patience(sent))

    def _lose_patience(self, sent: Sent) -> None:
        if sent.way == "sending":
            self._wait_for(sent)

    def _wait_for(self, sent: Sent) -> None:
        sent.way = "waiting"
        self._changed()
        text = self._shell.text
        kept = text("customer.kept", place=sent.place.words(text), minutes=self._minutes)
        self._talk.tell(text("customer.kept_title"), kept, "retry", passing=True)

    # ------------------------------------------------------------------------- receiving

    def take(self, notice: Notice) -> None:
        """What the link tells of an order that was sent."""
        match notice:
            case Answered(command=NewOrder() as command):
                self._answered(self._sent(notice.id, command), notice.answer)
            case Held(command=NewOrder() as command):
                sent = self._sent(notice.id, command)
                sent.way, sent.why = "waiting", str(notice.answer.get("message", ""))
            case TooOld(command=NewOrder() as command):
                self._too_old(self._sent(notice.id, command), asked=notice.asked)

    def show(self, order: OrderDocument) -> None:
        """The server tells how far an order is."""
        self.sending.show(order)
        if order.status in ("completed", "cancelled"):
            self._own.remove(order.order_id)

    def missed(self, snapshot: Snapshot) -> None:
        """An order that the server shows nothing of is none of ours any more."""
        order_id = snapshot.of
        if snapshot.audience == "order" and order_id and not snapshot.documents.get("orders"):
            self._own.remove(order_id)
            self.sending.forget(order_id)
            self._unwatch(order_id)

    def _sent(self, command_id: str, command: NewOrder) -> Sent:
        self._let_go(self.sending.take_in(command_id, command))
        return self.sending.orders[command_id]

    def _answered(self, sent: Sent, answer: dict[str, Any]) -> None:
        if "error" in answer:
            self._refused(sent, str(answer.get("message", answer["error"])))
            return
        late = sent.way == "waiting"
        sent.way, sent.why, sent.order_id = "placed", "", str(answer.get("order_id", ""))
        place = sent.place
        self._own.add(
            OwnOrder(order_id=sent.order_id, total=sent.total, table=place.table, name=place.name)
        )
        self._link.watch("order", sent.order_id)
        self._confirm(sent, sent.order_id, late=late)

    def _confirm(self, sent: Sent, order_id: str, *, late: bool) -> None:
        text = self._shell.text
        total = money(self._shell.strings, sent.total, self._seen.currency)
        title = text("customer.sent_later_title" if late else "customer.sent_title")
        where = sent.place.words(text)
        sentence = text("customer.sent", place=where, order=order_id, total=total)
        self._talk.tell(title, sentence, "ready", passing=True)

    def _refused(self, sent: Sent, why: str) -> None:
        sent.way, sent.why = "refused", why
        text = self._shell.text
        choices = [Choice(text("common.close"), kind="Plain")]
        if sent.lines:
            choices.append(
                Choice(text("customer.change_order"), lambda: self._bring_back(sent), "Main")
            )
        self._talk.tell(text("customer.refused_title"), why, "late", *choices)

    def _bring_back(self, sent: Sent) -> None:
        """What was refused is in the cart again, to be changed and sent anew."""
        for line in sent.lines:
            self._cart.add(line)
        self._place.bring_back(sent.place)
        self._changed()

    def _too_old(self, sent: Sent, *, asked: bool) -> None:
        text, key = self._shell.text, "customer.no_answer" if asked else "customer.too_old"
        sent.way, sent.why = "too_old", text(f"{key}_short")
        sentence = text(key, place=sent.place.words(text), minutes=self._minutes)
        self._talk.tell(text("customer.too_old_title"), sentence, "late")

    @property
    def _minutes(self) -> int:
        """So long an order is kept; one that is older is not sent any more."""
        restaurant = self._seen.restaurant
        return restaurant.outbox_minutes if restaurant else DEFAULT_MINUTES

    def _let_go(self, gone: Sequence[Sent]) -> None:
        for sent in gone:
            if sent.order_id:
                self._unwatch(sent.order_id)
