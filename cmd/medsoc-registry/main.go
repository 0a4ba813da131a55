// Command medsoc-registry is the central registry: desks sync with it, clinics refer to it, the public verifies on it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"medsoc/store/registry/serve"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(serve.Run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
