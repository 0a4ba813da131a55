package presenter

import (
	"context"
	"strings"
	"testing"

	"medsoc/expertise"
	"medsoc/store/desk"
	"medsoc/store/desk/desktest"
)

// slowDesk holds the document of one paper back until the test lets it go.
type slowDesk struct {
	*desk.Desk
	slow  expertise.CertificateID
	asked chan struct{}
	free  chan struct{}
}

func (s *slowDesk) Document(ctx context.Context, id expertise.CaseID, form expertise.CertificateID) (*desk.Document, error) {
	d, err := s.Desk.Document(context.WithoutCancel(ctx), id, form)
	if form == s.slow {
		close(s.asked)
		<-s.free
	}
	return d, err
}

func barred(s CertificateState, th *theatre, button string) string {
	for _, f := range s.Barred {
		if f.Label == th.Language().T(button) {
			return f.Value
		}
	}
	return ""
}

// A case's papers stand in one list; each step concerns the paper that is shown, and one that is not possible says why.
func TestThePapersOfACase(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	th := open(t, b, b.Desk, Options{})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabCertificate})
	th.settle()
	if !th.paper.CanIssue || th.paper.CanExtract || barred(th.paper, th, "button.issue_extract") == "" || th.paper.ID != "" {
		t.Fatalf("before the first paper: %+v", th.paper)
	}
	th.Certificate.Issue()
	th.Certificate.IssueExtract() // the first press is still under way
	th.settle()
	if len(th.paper.Forms) != 1 || th.paper.CanIssue || !th.paper.CanExtract || barred(th.paper, th, "button.print") == "" {
		t.Fatalf("%+v", th.paper)
	}
	certificate := th.paper.ID
	th.Certificate.IssueExtract()
	th.settle()
	if len(th.paper.Forms) != 2 || th.paper.ID == certificate || th.paper.Shown != 0 || th.paper.CanExtract || th.paper.Preview == nil || !strings.HasPrefix(th.paper.FileName, "extract-") {
		t.Fatalf("the new paper is shown: %+v", th.paper)
	}
	th.Certificate.Choose(certificate)
	th.settle()
	if th.paper.ID != certificate || th.paper.Shown != 1 || !th.paper.CanDuplicate {
		t.Fatalf("%+v", th.paper)
	}
	th.Certificate.Duplicate(" ")
	th.settle()
	if th.paper.ReasonError == "" || len(th.paper.Forms) != 2 {
		t.Errorf("a duplicate without a reason: %+v", th.paper)
	}
	th.Certificate.Duplicate("İtirilib")
	th.Certificate.Duplicate("İtirilib")
	th.settle()
	if len(th.paper.Forms) != 3 || th.paper.ID == certificate || len(th.paper.Facts) == 0 || !hasFact(th.paper.Facts, "No. 1000") {
		t.Fatalf("the duplicate: %+v", th.paper)
	}
	duplicate := th.paper.ID
	th.Certificate.Choose(certificate)
	th.settle()
	if th.paper.CanSave || th.paper.CanDuplicate || th.paper.CanRevoke || !hasFact(th.paper.Facts, "No. 1002") || th.paper.Preview == nil {
		t.Errorf("the replaced paper: %+v", th.paper)
	}
	th.Certificate.Choose(duplicate)
	th.Certificate.HandOver("Əliyeva Leyla")
	th.settle()
	if th.paper.ID != duplicate || th.paper.CanHandOver || th.paper.CanVoid || barred(th.paper, th, "button.void") == "" || !th.paper.CanDuplicate {
		t.Errorf("after handing over: %+v", th.paper)
	}
}

// A preview that comes after another paper was chosen is dropped.
func TestALatePreviewIsDropped(t *testing.T) {
	b := desktest.New(t)
	id := b.Referred(t, desktest.Leyla())
	b.Decided(t, id)
	first, err := b.Issue(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	second, err := b.IssueKind(ctx, id, expertise.KindExtract)
	if err != nil {
		t.Fatal(err)
	}
	slow := &slowDesk{Desk: b.Desk, asked: make(chan struct{}), free: make(chan struct{})}
	th := open(t, b, slow, Options{})
	th.Shell.Go(Route{Screen: ScreenCase, Case: id, Tab: TabCertificate})
	th.settle()
	slow.slow = second
	th.Certificate.Choose(second)
	<-slow.asked
	if th.paper.Preview != nil {
		t.Error("the paper before is still shown under the new one's name")
	}
	slow.slow = ""
	th.Certificate.Choose(first)
	close(slow.free)
	th.settle()
	if th.paper.ID != first || th.Certificate.shown != first || th.paper.Preview == nil {
		t.Errorf("the late preview took the place: %+v", th.paper.ID)
	}
}
