package presenter

// typedDay refuses a day that is none as soon as it stands there whole, as 31.02.2026: nobody has to save first to hear of it. A day of which
// a part is typed is let be.
func (f *form) typedDay(name string) {
	if len(f.values[name]) >= len("31.02.2026") {
		f.day(name)
	}
}
