// Where a page writes what the tests read.

export function show(text, id = 'answers') {
  const place = document.createElement('pre');
  place.id = id;
  place.textContent = text;
  document.body.append(place);
}
