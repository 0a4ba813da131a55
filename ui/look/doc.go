// Package look is how the desk looks: the theme in its light and dark form, the status colours, the sizes, the fonts and
// the signs as resources of the toolkit.
//
// # What lives here
//
// Theme is handed to the application once and again whenever a person chooses another appearance or text size. Colours that
// the toolkit has no name for (panel, line, nav rail, status grounds) have names of their own beginning with Color; widgets
// ask the current theme for them with Of, so a change of theme repaints them. A Status couples a pair of colours with the
// meaning it has on every screen; the word for it comes from the caller, because colour never stands alone.
//
// # What does not
//
// Widgets live in ui/kit. No language and no record is known here. Contrast is not a matter of taste: a test computes each
// pair that carries text and refuses one below 4.5 to 1 (WCAG 2.2, success criterion 1.4.3).
package look
