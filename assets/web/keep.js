// What the device keeps between two visits, in the browser's own database. Where that is closed to us (a private window),
// nothing is kept, and the page works as long as there is a network.

const store = "kept";

let opening = null;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("medsoc", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(store);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

async function ask(mode, request) {
  try {
    const transaction = (await database()).transaction(store, mode);
    const asked = request(transaction.objectStore(store));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    return undefined;
  }
}

// get gives what was put under a name, or undefined.
export const get = (name) => ask("readonly", (kept) => kept.get(name));

export const put = (name, value) => ask("readwrite", (kept) => kept.put(value, name));

export const remove = (name) => ask("readwrite", (kept) => kept.delete(name));
