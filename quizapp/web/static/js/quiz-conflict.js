// Two answers to one question, this page's and one saved elsewhere meanwhile: both are shown and
// the learner chooses. Nothing is sent for that question before.
import { wordsFor } from "./quiz-answers.js";

function line(words, answer) {
  const row = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = words;
  row.append(strong, ` ${answer}`);
  return row;
}

export function askWhich(question, { mine, theirs, said, onChoice }) {
  question.querySelector(".conflict")?.remove();
  const box = document.createElement("div");
  box.className = "conflict notice";
  box.setAttribute("role", "alert");
  const lead = document.createElement("p");
  lead.textContent = `${said.elsewhere} ${said.both_told}`;
  box.append(
    lead,
    line(said.here, wordsFor(question, mine, said.nothing)),
    line(said.there, wordsFor(question, theirs, said.nothing)),
  );
  const row = document.createElement("div");
  row.className = "actions";
  for (const [words, keepsMine] of [[said.mine, true], [said.theirs, false]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = words;
    button.addEventListener("click", () => {
      box.remove();
      onChoice(keepsMine);
    });
    row.append(button);
  }
  box.append(row);
  question.querySelector(".saved-row").before(box);
  box.scrollIntoView({ block: "nearest" });
  return box;
}
