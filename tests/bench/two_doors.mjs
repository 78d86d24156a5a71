// usage: two_doors.mjs STAFF_URL GUEST_URL waiters customers seconds closed|RATE   one JSON row out
// The load of ../shared/bench, with a door of its own for the waiters: they receive tickets, customers order.
import { createRequire } from "module";
const bench = process.env.BENCH ?? process.env.HOME + "/.cache/restaurant-bench";
const { io } = createRequire(bench + "/")("socket.io-client");

const [staffUrl, guestUrl, ...numbers] = process.argv.slice(2);
const [waiters, customers, seconds] = numbers.map(Number);
const rate = Number(numbers[3]);  // not a number: closed loop
const options = { transports: ["websocket"], forceNew: true, reconnection: false, rejectUnauthorized: false };

const connect = url => new Promise((done, failed) => {
  const socket = io(url, options);
  socket.on("connect", () => done(socket));
  socket.on("connect_error", failed);
});

const sent = new Map(), tickets = [], answers = [];
let received = 0, accepted = 0, failed = 0, count = 0;

for (let i = 0; i < waiters; i++) {
  (await connect(staffUrl)).on("order_update", order => {
    received++;
    tickets.push(performance.now() - sent.get(order.items[0]));
  });
}
const senders = [];
for (let i = 0; i < customers; i++) senders.push(await connect(guestUrl));

const order = sender => new Promise(done => {
  const dish = "Burger#" + count++, began = performance.now();
  sent.set(dish, began);
  sender.timeout(10000).emit("new_order", { table: 1 + count % 40, items: [dish] }, error => {
    if (error) failed++;
    else { accepted++; answers.push(performance.now() - began); }
    done();
  });
});

const began = performance.now(), end = began + seconds * 1000;
if (isNaN(rate)) {
  await Promise.all(senders.map(async sender => { while (performance.now() < end) await order(sender); }));
} else {
  const asked = [];
  for (let i = 0; performance.now() < end; i++) {
    const early = began + i * 1000 / rate - performance.now();
    if (early > 0) await new Promise(go => setTimeout(go, early));
    asked.push(order(senders[i % customers]));
  }
  await Promise.all(asked);
}
const took = (performance.now() - began) / 1000;
await new Promise(go => setTimeout(go, 1500));
const at = (list, share) => +(list.sort((a, b) => a - b)[Math.floor(list.length * share)] ?? NaN).toFixed(2);
console.log(JSON.stringify({
  orders_s: Math.round(accepted / took), failed, lost: accepted * waiters - received,
  ticket_p50: at(tickets, .5), ticket_p99: at(tickets, .99), answer_p50: at(answers, .5), answer_p99: at(answers, .99),
}));
process.exit(0);
