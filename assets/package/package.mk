# What commissions install: a Debian package and an archive for other Linux, made from one tree of files, and a folder for Windows.
#
# The version stands in FyneApp.toml alone. The time of the last commit stands for the time of packing, and no path of this computer comes into
# a program, so the same sources and the same compilers give the same bytes.

VERSION  = $(shell sed -nE 's/^Version *= *"(.*)"/\1/p' FyneApp.toml)
BUILD    = $(shell sed -nE 's/^Build *= *//p' FyneApp.toml)
ARCH     = $(shell dpkg --print-architecture)
MOMENT   = $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y FyneApp.toml)
FILES   := assets/package
PACKED  := $(OUT)/package
WORK    := $(PACKED)/work
LINUX    = medsoc-$(VERSION)-linux-$(ARCH)
WINDOWS  = medsoc-$(VERSION)-windows-amd64
DEB      = medsoc_$(VERSION)_$(ARCH).deb

# All three programs are built with C, so that each can reach the keys in a token (certs/hardware).
RELEASE  := $(GO) build -trimpath -buildvcs=false
COMMANDS := ./cmd/medsoc-cli ./cmd/medsoc-registry

# OpenGL ES, which keeps our own builds short, is rare on Windows; OpenGL 2.1 is not.
WINDOWS_TAGS := migrated_fynedo
MINGW        := x86_64-w64-mingw32

PACKAGE_PACKAGES := $(BUILD_PACKAGES) gcc-mingw-w64-x86-64 binutils-mingw-w64-x86-64 imagemagick zip xvfb x11-utils

.PHONY: package package-linux package-windows packages-package

package: packages-package ## a Debian package, an archive for Linux and a folder for Windows into out/package/, tried at the end
	rm -rf $(PACKED)
	@$(MAKE) --no-print-directory package-linux package-windows
	MEDSOC_PACKAGE=1 $(GO) test -count=1 ./cmd/internal/packagetest
	@rm -rf $(WORK)
	@cd $(PACKED) && sha256sum *.* | tee SHA256SUMS

package-linux package-windows: export SOURCE_DATE_EPOCH = $(MOMENT)
package-linux package-windows: export CGO_ENABLED = 1
package-linux:
	@echo "Packing for Linux"
	umask 022; tree=$(WORK)/$(LINUX); doc=$$tree/share/doc/medsoc; \
	mkdir -p $$tree/bin $$doc $(WORK)/deb/DEBIAN; \
	$(RELEASE) -tags $(TAGS) -ldflags "-s -w" -o $$tree/bin/ ./cmd/medsoc; \
	$(RELEASE) -ldflags "-s -w" -o $$tree/bin/ $(COMMANDS); \
	install -D -m 644 $(FILES)/medsoc.desktop $$tree/share/applications/medsoc.desktop; \
	install -D -m 644 assets/icons/icon.png $$tree/share/icons/hicolor/256x256/apps/medsoc.png; \
	sed 's/@VERSION@/$(VERSION)/' $(FILES)/README > $$doc/README; \
	{ cat $(FILES)/copyright; sed -n '/^ PREAMBLE/,$$p' assets/fonts/OFL.txt; } > $$doc/copyright; \
	$(FILES)/licences.sh $(TAGS) | gzip -9n > $$doc/licences.gz; \
	cp -r $$tree $(WORK)/deb/usr; \
	(cd $(WORK)/deb && find usr -type f | LC_ALL=C sort | xargs md5sum > DEBIAN/md5sums); \
	size=$$(find $(WORK)/deb/usr -type f -printf '%s\n' | awk '{ n += $$1 } END { printf "%d", n/1024 + 1 }'); \
	sed "s/@VERSION@/$(VERSION)/; s/@ARCH@/$(ARCH)/; s/@SIZE@/$$size/" $(FILES)/control > $(WORK)/deb/DEBIAN/control
	dpkg-deb --root-owner-group -Zxz --threads-max=1 --build $(WORK)/deb $(PACKED)/$(DEB)
	tar -C $(WORK) --sort=name --owner=0 --group=0 --numeric-owner --mtime=@$$SOURCE_DATE_EPOCH -c $(LINUX) | gzip -9n > $(PACKED)/$(LINUX).tar.gz

package-windows: export GOOS = windows
package-windows: export GOARCH = amd64
package-windows: export CC = $(MINGW)-gcc
package-windows:
	@echo "Packing for Windows; the first time takes some minutes"
	umask 022; tree=$(WORK)/$(WINDOWS); mkdir -p $$tree; \
	convert assets/icons/icon.png -define icon:auto-resize=256,48,32,16 $(WORK)/medsoc.ico; \
	sed 's/@VERSION@/$(VERSION)/; s/@NUMBERS@/$(subst .,$(comma),$(VERSION)),$(BUILD)/' $(FILES)/version.rc > $(WORK)/version.rc; \
	$(MINGW)-windres -I $(WORK) -O coff -i $(WORK)/version.rc -o $(WORK)/version.o; \
	$(RELEASE) -tags $(WINDOWS_TAGS) -ldflags "-s -w -H=windowsgui -extldflags=$(WORK)/version.o" -o $$tree/ ./cmd/medsoc; \
	$(RELEASE) -ldflags "-s -w" -o $$tree/ $(COMMANDS); \
	for l in az ru en; do sed '1s/^/\xef\xbb\xbf/; s/@VERSION@/$(VERSION)/; s/$$/\r/' $(FILES)/setup.$$l.txt > $$tree/SETUP.$$l.txt; done; \
	cp assets/fonts/OFL.txt $$tree/FONTS.txt; \
	$(FILES)/licences.sh $(WINDOWS_TAGS) > $$tree/LICENCES.txt; \
	find $$tree -exec touch -d @$$SOURCE_DATE_EPOCH {} +; \
	cd $(WORK) && find $(WINDOWS) -type f | LC_ALL=C sort | TZ=UTC zip -X -9 -q -@ ../$(WINDOWS).zip

packages-package:
	$(call install,$(PACKAGE_PACKAGES))

comma := ,
