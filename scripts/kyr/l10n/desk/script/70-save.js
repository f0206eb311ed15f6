"use strict";
// The volunteer's work leaves as a file or as text, and only when asked to.
{
  const { at, element, say, given, byCode } = desk;
  desk.FORM = "plain-answers-translations";
  const tell = desk.tell = (...lines) => {
    at("said").replaceChildren(...lines.filter(Boolean).flatMap((line, number) => (number ? [element("br"), line] : [line])));
  };

  const bundle = desk.bundle = () =>
    JSON.stringify(
      {
        form: desk.FORM, version: 1, language: given.language, made: given.day,
        texts: [...desk.mine].map(([key, translation]) => {
          const { page, place, code, base, english } = byCode.get(key);
          return { catalog: page.name, place, code, base, english, text: translation.trim() };
        }),
      },
      null, 1,
    );
  const faulty = () => {
    const count = [...desk.mine].filter(([key, text]) => desk.faults(byCode.get(key), text).length).length;
    return count ? say("faulty", { count }) : "";
  };
  const today = () => {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };
  const sent = () => {
    desk.unsaved.clear();
    desk.changed(desk.opened ?? desk.texts[0]);
  };

  at("save").addEventListener("click", () => {
    if (!desk.mine.size) return tell(say("nothing"));
    const name = `translations-${given.language.tag}-${today()}.json`;
    const address = URL.createObjectURL(new Blob([bundle()], { type: "application/json" }));
    const link = element("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    tell(say("saved", { count: desk.mine.size, name }), faulty());
    sent();
  });
  at("copy").addEventListener("click", async () => {
    if (!desk.mine.size) return tell(say("nothing"));
    const text = bundle();
    try {
      await navigator.clipboard.writeText(text);
      at("by-hand").hidden = true;
      tell(say("copied"), faulty());
    } catch {
      at("by-hand").hidden = false;
      at("bundle").value = text;
      at("bundle").focus();
      at("bundle").select();
    }
    sent();
  });
}
