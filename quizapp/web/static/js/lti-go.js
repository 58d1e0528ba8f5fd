// A step of a launch with nothing to decide: the form sends itself. Without this there is a button.
document.querySelector("form[data-sends-itself]")?.requestSubmit();
