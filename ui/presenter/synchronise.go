package presenter

import (
	"context"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/records"
	"medsoc/store/wire"
)

// SyncStore is what the synchronisation screen asks of the desk.
type SyncStore interface {
	Status(ctx context.Context) (desk.Status, error)
	Refused(ctx context.Context, limit int) ([]desk.RefusedOp, error)
	SyncState(ctx context.Context) (wire.State, error)
}

// ConflictLister lists persons with a field that several desks wrote. A store that does not offer it leaves the list empty; the
// count stands in the status all the same.
type ConflictLister interface {
	Conflicts(ctx context.Context, limit int) ([]records.PersonRow, error)
}

// SyncRun synchronises once. It calls progress with the changes done and the changes known of, from any goroutine.
type SyncRun func(ctx context.Context, progress func(done, all int)) (wire.Report, error)

// RefusedRow is an own change that the registry did not take.
type RefusedRow struct {
	Op     expertise.OpID
	When   string
	What   string
	Reason string
	Case   expertise.CaseID   // to open, or ""
	Person expertise.PersonID // to open, or ""
}

// SyncState is the synchronisation screen.
type SyncState struct {
	Common
	Facts     []Fact // registry, unsent, refused, last
	Running   bool
	Progress  string // "40 of 200 changes"
	Share     float32
	Result    string // what the last run of this session did
	Refused   []RefusedRow
	Conflicts []PersonRow
	CanRun    bool
	Empty     Empty
}
