package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"

	"github.com/pulumi-powerstore-import/pulumi-powerstore-import/sdk/go/powerstoreimport"
)

func main() {
	pulumi.Run(migrate)
}

func migrate(ctx *pulumi.Context) error {
	// Everything that changes during a migration is configuration: `pulumi config set paused true && pulumi up`.
	cfg := config.New(ctx, "")
	remoteSystem := pulumi.String(cfg.Require("remoteSystemId")) // an id, or name:<name>

	args := &powerstoreimport.ImportSessionArgs{
		RemoteSystemId:   remoteSystem,
		SourceResourceId: pulumi.String(cfg.Require("databaseVolume")),
		Paused:           pulumi.Bool(cfg.GetBool("paused")),
	}
	// The cut-over cannot be undone: it happens only when it is asked for.
	if cfg.GetBool("cutOver") {
		args.AdvanceTo = powerstoreimport.AdvanceTargetImportCompleted
		args.WaitFor = powerstoreimport.WaitGoalImportCompleted
	}
	database, err := powerstoreimport.NewImportSession(ctx, "database", args)
	if err != nil {
		return err
	}

	later := &powerstoreimport.ImportSessionArgs{
		RemoteSystemId:   remoteSystem,
		SourceResourceId: pulumi.String(cfg.Require("archiveVolume")),
	}
	if start := cfg.Get("archiveStart"); start != "" {
		later.ScheduledTimestamp = pulumi.String(start)
	}
	archive, err := powerstoreimport.NewImportSession(ctx, "archive", later)
	if err != nil {
		return err
	}

	ctx.Export("databaseState", database.State)
	ctx.Export("databaseVolumeId", database.DestinationResourceId)
	ctx.Export("archiveState", archive.State)
	return nil
}
