package packagetest

import (
	"archive/zip"
	"bytes"
	"debug/pe"
	"encoding/binary"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// windowsOwn are the libraries that every Windows has. Any other would have to lie beside the programs.
var windowsOwn = []string{"advapi32.dll", "bcryptprimitives.dll", "comdlg32.dll", "dwmapi.dll", "gdi32.dll", "imm32.dll", "kernel32.dll", "msvcrt.dll", "ntdll.dll", "ole32.dll",
	"opengl32.dll", "powrprof.dll", "setupapi.dll", "shell32.dll", "user32.dll", "winmm.dll", "ws2_32.dll"}

// inZip is what the folder for Windows holds, by name.
func inZip(t *testing.T) map[string][]byte {
	t.Helper()
	name := only(t, "medsoc-*-windows-amd64.zip")
	archive, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	files := map[string][]byte{}
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		in.Close()
		if path.Dir(f.Name) != strings.TrimSuffix(path.Base(name), ".zip") {
			t.Errorf("%s unpacks outside the archive's own folder", f.Name)
		}
		files[path.Base(f.Name)] = text
	}
	return files
}

// The programs are those of a 64 bit Windows, need nothing that it does not have, and the desk opens without a console.
func TestWindowsPrograms(t *testing.T) {
	v := version(t)
	files := inZip(t)
	for name, subsystem := range map[string]uint16{"medsoc.exe": pe.IMAGE_SUBSYSTEM_WINDOWS_GUI, "medsoc-cli.exe": pe.IMAGE_SUBSYSTEM_WINDOWS_CUI, "medsoc-registry.exe": pe.IMAGE_SUBSYSTEM_WINDOWS_CUI} {
		program, err := pe.NewFile(bytes.NewReader(files[name]))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		header, plus := program.OptionalHeader.(*pe.OptionalHeader64)
		if !plus || program.Machine != pe.IMAGE_FILE_MACHINE_AMD64 || header.Subsystem != subsystem {
			t.Errorf("%s is no PE32+ of its kind: machine %x, %T", name, program.Machine, program.OptionalHeader)
		}
		libraries, err := program.ImportedLibraries()
		if err != nil {
			t.Fatal(err)
		}
		symbols, err := program.ImportedSymbols()
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range symbols {
			_, library, _ := strings.Cut(s, ":")
			libraries = append(libraries, library)
		}
		if len(libraries) == 0 {
			t.Errorf("%s imports nothing", name)
		}
		for _, library := range libraries {
			if !slices.Contains(windowsOwn, strings.ToLower(library)) {
				t.Errorf("%s needs %s, which Windows has not", name, library)
			}
		}
	}
	resources(t, files["medsoc.exe"], v)
}

// resources looks for the icon and the version that Windows shows of the desk's program.
func resources(t *testing.T, program []byte, v string) {
	t.Helper()
	file, err := pe.NewFile(bytes.NewReader(program))
	if err != nil {
		return // reported above
	}
	section := file.Section(".rsrc")
	if section == nil {
		t.Fatal("the program has no icon and no version")
	}
	data, err := section.Data()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"ProductVersion\x00", v + "\x00"} {
		if !bytes.Contains(data, wide(text)) {
			t.Errorf("the program's resources do not say %q", text)
		}
	}
	if !bytes.Contains(data, []byte("\x89PNG")) {
		t.Error("the program has no icon of 256 pixels")
	}
}

func wide(text string) (b []byte) {
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

// The note stands there in each language, with the ends of lines that Windows' editor needs, and says how a desk begins.
func TestSetupNotes(t *testing.T) {
	v := version(t)
	files := inZip(t)
	for _, language := range []string{"az", "ru", "en"} {
		name := "SETUP." + language + ".txt"
		note := files[name]
		whole(t, name, note)
		for _, word := range []string{"MEDSOC " + v, "medsoc-cli.exe enrol --registry", "opengl32.dll", `%APPDATA%\medsoc\desk`} {
			if !bytes.Contains(note, []byte(word)) {
				t.Errorf("%s does not say %q", name, word)
			}
		}
		if bytes.Count(note, []byte("\n")) != bytes.Count(note, []byte("\r\n")) || !bytes.HasPrefix(note, []byte("\ufeff")) {
			t.Errorf("%s is not as Windows writes text", name)
		}
	}
	if !bytes.Contains(files["FONTS.txt"], []byte("SIL Open Font License")) || !bytes.Contains(files["LICENCES.txt"], []byte("fyne.io/fyne/v2")) {
		t.Error("a licence is missing")
	}
}
