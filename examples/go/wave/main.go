package main

import (
	"encoding/csv"
	"os"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"

	"github.com/pulumi-powerstore-import/pulumi-powerstore-import/sdk/go/powerstoreimport"
)

func main() {
	pulumi.Run(migrate)
}

// fromCsv reads the columns key, sourceResourceId and priority; an empty priority is none.
func fromCsv(name string) (powerstoreimport.WaveMemberMap, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	sessions := powerstoreimport.WaveMemberMap{}
	for _, row := range rows[1:] {
		member := powerstoreimport.WaveMemberArgs{SourceResourceId: pulumi.String(row[1])}
		if row[2] != "" {
			priority, err := strconv.Atoi(row[2])
			if err != nil {
				return nil, err
			}
			member.Priority = pulumi.Int(priority)
		}
		sessions[row[0]] = member
	}
	return sessions, nil
}

func migrate(ctx *pulumi.Context) error {
	cfg := config.New(ctx, "")
	sessions, err := fromCsv("wave.csv")
	if err != nil {
		return err
	}

	// Every night from ten to six.
	nights := powerstoreimport.WindowArray{
		powerstoreimport.WindowArgs{Schedule: pulumi.String("0 22 * * *"), Duration: pulumi.String("8h")},
	}
	maxActive := 12
	if given := cfg.GetInt("maxActive"); given != 0 {
		maxActive = given
	}
	args := &powerstoreimport.ImportWaveArgs{
		RemoteSystemId: pulumi.String(cfg.Require("remoteSystemId")),
		Sessions:       sessions,
		TimeZone:       pulumi.String("Europe/Berlin"),
		StartWindows:   nights,
		CopyWindows:    nights,
		// The night that was agreed with those who use the volumes, by local clocks: 2026-12-04T22:00
		CutoverWindows: powerstoreimport.WindowArray{
			powerstoreimport.WindowArgs{Schedule: pulumi.String(cfg.Require("cutOverNight")), Duration: pulumi.String("4h")},
		},
		MaxActive:   pulumi.Int(maxActive),
		MaxFailures: pulumi.Int(2),
	}
	// The cut-over cannot be undone: it happens only when it is asked for, and in its window.
	if cfg.GetBool("cutOver") {
		args.AdvanceTo = powerstoreimport.AdvanceTargetImportCompleted
		args.WaitFor = powerstoreimport.WaitGoalImportCompleted
	}
	wave, err := powerstoreimport.NewImportWave(ctx, "wave", args)
	if err != nil {
		return err
	}

	ctx.Export("phase", wave.Phase)
	ctx.Export("counts", wave.Counts)
	// When the next `pulumi up` has something to do, as far as windows say.
	ctx.Export("nextChangeAt", wave.NextChangeAt)
	return nil
}
