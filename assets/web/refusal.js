// A refusal says in a stable word why something could not be read. The words are those of the terminal and the desk.
export class Refusal extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}
