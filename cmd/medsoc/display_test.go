package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"medsoc/ui/shell"
)

// display is a screen of its own with a window manager, a keyboard and the program under test.
type display struct {
	t      *testing.T
	name   string // ":99"
	home   string
	idle   string
	errors lockedBuffer
	ended  chan error
	last   shell.Signal
}

type lockedBuffer struct {
	mutex  sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.String()
}

// newDisplay starts a screen without a monitor, with a window manager. It skips where the tools are not installed.
func newDisplay(t *testing.T) *display {
	t.Helper()
	for _, tool := range []string{"Xvfb", "openbox", "xdotool", "setxkbmap"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: no journey through real windows", tool)
		}
	}
	d := &display{t: t, home: t.TempDir()}
	d.idle = filepath.Join(d.home, "idle.json")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1366x768x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write}
	d.start(server)
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal("Xvfb gave no display: ", err)
	}
	d.name = ":" + strings.TrimSpace(number)
	d.start(d.command("openbox"))
	return d
}

// layout gives the display the Azerbaijani keyboard: without a layout that has them, xdotool loses the letters. The first key ever
// pressed resets the layout, so one is pressed before.
func (d *display) layout() {
	d.t.Helper()
	d.keys("shift")
	if out, err := d.command("setxkbmap", "az").CombinedOutput(); err != nil {
		d.t.Fatalf("setxkbmap: %v %s", err, out)
	}
}

// command is one that draws on this display, with a home of its own.
func (d *display) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	for _, kept := range os.Environ() {
		if key, _, _ := strings.Cut(kept, "="); key != "DISPLAY" && key != "HOME" && key != "WAYLAND_DISPLAY" && !strings.HasPrefix(key, "XDG_") && !strings.HasPrefix(key, "LC_") && key != "LANG" {
			c.Env = append(c.Env, kept)
		}
	}
	c.Env = append(c.Env, "DISPLAY="+d.name, "HOME="+d.home, "LC_ALL=C.UTF-8", "MEDSOC_IDLE_FILE="+d.idle)
	return c
}

// start runs a command until the test ends.
func (d *display) start(c *exec.Cmd) {
	d.t.Helper()
	if err := c.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { c.Process.Kill(); c.Wait() })
}

// open starts the program. There is no printer on its path, so printing means a PDF.
func (d *display) open(program string, args ...string) *exec.Cmd {
	d.t.Helper()
	c := d.command(program, args...)
	c.Env = append(c.Env, "PATH="+d.home)
	c.Stderr = &d.errors
	if err := c.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.ended = make(chan error, 1)
	go func() { d.ended <- c.Wait() }()
	d.t.Cleanup(func() { c.Process.Kill() })
	return c
}

// end closes the program, which must have drawn from one goroutine alone.
func (d *display) end(c *exec.Cmd) {
	d.t.Helper()
	if err := c.Process.Signal(os.Interrupt); err != nil {
		d.t.Fatal(err)
	}
	select {
	case <-d.ended:
	case <-time.After(time.Minute):
		d.t.Fatal("the program does not end")
	}
	if strings.Contains(d.errors.String(), "Error in Fyne call thread") {
		d.t.Errorf("something draws from another goroutine:\n%s", d.errors.String())
	}
}

// until waits for the program to stand where it should. It looks again and again, up to a minute.
func (d *display) until(what string, there func(shell.Signal) bool) {
	d.t.Helper()
	deadline, cancel := context.WithTimeout(d.t.Context(), time.Minute)
	defer cancel()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		if line, err := os.ReadFile(d.idle); err == nil && json.Unmarshal(line, &d.last) == nil && there(d.last) {
			return
		}
		select {
		case err := <-d.ended:
			d.t.Fatalf("%s: the program ended: %v\n%s", what, err, d.errors.String())
		case <-deadline.Done():
			d.picture("failed")
			d.t.Fatalf("%s: not reached; the program stands at %+v\n%s", what, d.last, d.errors.String())
		case <-look.C:
		}
	}
}

// keys presses keys, typed writes text, as a person would.
func (d *display) keys(keys ...string) {
	d.t.Helper()
	d.xdotool(append([]string{"key", "--clearmodifiers", "--delay", "12"}, keys...)...)
}

func (d *display) typed(text string) {
	d.t.Helper()
	d.xdotool("type", "--delay", "12", text)
}

func (d *display) xdotool(args ...string) {
	d.t.Helper()
	if out, err := d.command("xdotool", args...).CombinedOutput(); err != nil {
		d.t.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

// picture keeps a picture of the screen in MEDSOC_SCREENS, where one is wanted.
func (d *display) picture(name string) {
	dir := os.Getenv("MEDSOC_SCREENS")
	if _, err := exec.LookPath("import"); dir == "" || err != nil {
		return
	}
	if out, err := d.command("import", "-window", "root", filepath.Join(dir, "journey-"+name+".png")).CombinedOutput(); err != nil {
		d.t.Logf("import: %v %s", err, out)
	}
}
