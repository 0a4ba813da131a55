package packagetest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestStarts opens the desk of the unpacked package on a screen without a monitor: a window with a day's case-load stands there once the program
// has come to rest.
func TestStarts(t *testing.T) {
	version(t)
	if _, err := exec.LookPath("Xvfb"); err != nil {
		t.Skip("Xvfb is not installed")
	}
	root, home := unpacked(t), t.TempDir()
	display := screen(t)
	idle := filepath.Join(home, "idle.json")
	said, err := os.Create(filepath.Join(home, "said"))
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	program := exec.Command(filepath.Join(root, "usr/bin/medsoc"), "--demo", "--lang", "az", "--data", filepath.Join(home, "data"))
	program.Env = []string{"DISPLAY=" + display, "HOME=" + home, "LC_ALL=C.UTF-8", "PATH=" + home, "MEDSOC_IDLE_FILE=" + idle}
	program.Stderr = said
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	t.Cleanup(func() { program.Process.Kill() })

	var now struct {
		Screen string
		Rows   int
	}
	late, look := time.After(3*time.Minute), time.NewTicker(50*time.Millisecond)
	defer look.Stop()
	for now.Screen != "work" || now.Rows == 0 {
		select {
		case err := <-ended:
			text, _ := os.ReadFile(said.Name())
			t.Fatalf("the program ended: %v\n%s", err, text)
		case <-late:
			t.Fatalf("no case-load is shown; the program stands at %+v", now)
		case <-look.C:
			if line, err := os.ReadFile(idle); err == nil {
				if err := json.Unmarshal(line, &now); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	windows, err := exec.Command("xwininfo", "-display", display, "-root", "-tree").CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, windows)
	}
	// The system finds the icon of a window by this name, which the desktop entry gives too.
	entry, err := os.ReadFile(filepath.Join(root, "usr/share/applications/medsoc.desktop"))
	if err != nil {
		t.Fatal(err)
	}
	_, class, _ := strings.Cut(string(entry), "StartupWMClass=")
	if class, _, _ = strings.Cut(class, "\n"); !strings.Contains(string(windows), fmt.Sprintf("(%q %q)", class, class)) {
		t.Errorf("no window of the class %q:\n%s", class, windows)
	}
	if err := program.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Fatal("the program does not end")
	}
}

// screen is a display without a monitor, which ends with the test.
func screen(t *testing.T) string {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1366x768x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal("Xvfb gave no display: ", err)
	}
	return ":" + strings.TrimSpace(number)
}
