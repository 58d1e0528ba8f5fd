// What gift-pegjs, the parser that other programs use, says of a GIFT file on standard input.
const { parse } = require("gift-pegjs");
let text = "";
process.stdin.on("data", (piece) => { text += piece; });
process.stdin.on("end", () => process.stdout.write(JSON.stringify(parse(text), null, 1) + "\n"));
