package presenter

import "medsoc/store/desk"

// The desk's store is what the screens ask for.
var _ Store = (*desk.Desk)(nil)
