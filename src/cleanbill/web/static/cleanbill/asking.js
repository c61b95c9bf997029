// Questions that hang on another's answer come and go with it. What is not asked is not sent.
function given(form, name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked)
    .map((input) => input.value);
}

function follow(form) {
  form.querySelectorAll("[data-only-where]").forEach((field) => {
    if (!form.querySelector(`[name="${CSS.escape(field.dataset.dependsOn)}"]`)) return;
    const wanted = field.dataset.onlyWhere.split("|");
    field.hidden = !given(form, field.dataset.dependsOn).some((value) => wanted.includes(value));
    field.querySelectorAll("input, select, textarea").forEach((input) => { input.disabled = field.hidden; });
  });
}

const all = () => document.querySelectorAll("form:has([data-question])").forEach(follow);
document.addEventListener("change", (event) => { if (event.target.form) follow(event.target.form); });
document.addEventListener("htmx:afterSwap", all);
all();
