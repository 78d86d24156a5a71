// usage: node_both_doors.cjs PORT TLS_PORT JOURNAL FOLDER
// The `node` peer of ../shared/bench with a second door: TLS, by the certificate in FOLDER.
const bench = process.env.BENCH ?? process.env.HOME + "/.cache/restaurant-bench";
const { Server } = require(bench + "/node_modules/socket.io");
const fs = require("fs"), http = require("http"), https = require("https");

const [port, tlsPort, journal, folder] = process.argv.slice(2);
const file = fs.openSync(journal, "a");
const pair = { cert: fs.readFileSync(folder + "/certificate.pem"), key: fs.readFileSync(folder + "/certificate.key") };
const plain = http.createServer(), secure = https.createServer(pair);
const io = new Server({ cors: { origin: "*" } }).attach(plain).attach(secure);

io.on("connection", socket => socket.on("new_order", (order, answer) => {
  order.timestamp = new Date().toISOString();
  fs.writeSync(file, JSON.stringify(order) + "\n");
  fs.fdatasyncSync(file);
  io.emit("order_update", order);
  answer({ ok: true });
}));
plain.listen(+port, "127.0.0.1");
secure.listen(+tlsPort, "127.0.0.1");
