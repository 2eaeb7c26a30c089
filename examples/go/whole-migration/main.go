package main

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"

	"github.com/pulumi-powerstore-import/pulumi-powerstore-import/sdk/go/powerstoreimport"
)

func main() {
	pulumi.Run(migrate)
}

func migrate(ctx *pulumi.Context) error {
	cfg := config.New(ctx, "")
	var targets, hosts, volumes []string
	cfg.RequireObject("sourceTargets", &targets)
	cfg.RequireObject("hosts", &hosts)
	cfg.RequireObject("volumes", &volumes)

	// The old array: PowerStore logs in to it, waits for the data connections and looks for what is on it.
	source, err := powerstoreimport.NewRemoteSystem(ctx, "old-unity", &powerstoreimport.RemoteSystemArgs{
		Name:              pulumi.String("old-unity"),
		Type:              powerstoreimport.SourceTypeUnity,
		ManagementAddress: pulumi.String(cfg.Require("sourceAddress")),
		Username:          pulumi.String(cfg.Require("sourceUser")),
		Password:          cfg.RequireSecret("sourcePassword"),
		IscsiAddresses:    pulumi.ToStringArray(targets),
	})
	if err != nil {
		return err
	}

	// The hosts that use its volumes: their agents move them from the old array to PowerStore without a stop.
	var known []pulumi.Resource
	for _, address := range hosts {
		host, err := powerstoreimport.NewImportHostSystem(ctx, address, &powerstoreimport.ImportHostSystemArgs{
			AgentAddress: pulumi.String(address),
			AgentPort:    pulumi.Int(8443),
			OsType:       powerstoreimport.HostOsTypeLinux,
			Username:     pulumi.String(cfg.Require("hostUser")),
			Password:     cfg.RequireSecret("hostPassword"),
		}, pulumi.DependsOn([]pulumi.Resource{source}))
		if err != nil {
			return err
		}
		known = append(known, host)
	}

	var states, volumeIds pulumi.StringArray
	for _, volume := range volumes {
		// What was found on the old array, by name. In a preview before the array knows it, nothing of this is known yet.
		found := powerstoreimport.GetImportableVolumesOutput(ctx, powerstoreimport.GetImportableVolumesOutputArgs{
			RemoteSystemId: source.ID(),
			Name:           pulumi.String(volume),
		})
		sourceId := found.Volumes().ApplyT(func(volumes []powerstoreimport.ImportableVolume) (string, error) {
			if len(volumes) == 0 {
				return "", fmt.Errorf("no volume %q was found on the old array", volume)
			}
			return volumes[0].Id, nil
		}).(pulumi.StringOutput)

		args := &powerstoreimport.ImportSessionArgs{
			RemoteSystemId:   source.ID(),
			SourceResourceId: sourceId,
			Paused:           pulumi.Bool(cfg.GetBool("paused")),
		}
		// The cut-over cannot be undone: it happens only when it is asked for.
		if cfg.GetBool("cutOver") {
			args.AdvanceTo = powerstoreimport.AdvanceTargetImportCompleted
			args.WaitFor = powerstoreimport.WaitGoalImportCompleted
		}
		session, err := powerstoreimport.NewImportSession(ctx, volume, args, pulumi.DependsOn(known))
		if err != nil {
			return err
		}
		states = append(states, session.State)
		volumeIds = append(volumeIds, session.DestinationResourceId.Elem())
	}

	ctx.Export("states", states)
	ctx.Export("volumeIds", volumeIds)
	return nil
}
