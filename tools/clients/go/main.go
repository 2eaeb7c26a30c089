// Drives github.com/dell/gopowerstore, unmodified, through what a CSI driver or a Terraform provider does with volumes, hosts and groups.
package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/dell/gopowerstore"
	"github.com/sirupsen/logrus"
)

const gib = int64(1) << 30

func main() {
	log.SetOutput(io.Discard)
	logrus.SetOutput(io.Discard)
	ctx := context.Background()
	// It trusts what the machine trusts; the recipe names the simulator's authority in SSL_CERT_FILE.
	options := gopowerstore.NewClientOptions().SetDefaultTimeout(30 * time.Second)
	client, err := gopowerstore.NewClientWithArgs(
		os.Getenv("SIMULATOR_ENDPOINT"), os.Getenv("SIMULATOR_USERNAME"), os.Getenv("SIMULATOR_PASSWORD"), options,
	)
	if err != nil {
		log.SetOutput(os.Stderr)
		log.Fatal(err)
	}
	driveArray(ctx, client)
	volume := driveVolumes(ctx, client)
	driveGroups(ctx, client, volume)
	driveHosts(ctx, client)
	drivePolicies(ctx, client)
	driveBeyond(ctx, client)
}

func of[T any](value T) *T { return &value }

func driveArray(ctx context.Context, client gopowerstore.Client) {
	claim("GetSoftwareInstalled", func() ([]gopowerstore.SoftwareInstalled, error) { return client.GetSoftwareInstalled(ctx) })
	claim("GetSoftwareMajorMinorVersion", func() (float32, error) { return client.GetSoftwareMajorMinorVersion(ctx) },
		func(version float32) bool { return version >= 4 })
	claim("GetCluster", func() (gopowerstore.Cluster, error) { return client.GetCluster(ctx) },
		func(cluster gopowerstore.Cluster) bool { return cluster.Name == "PowerStore-01" })
	claim("GetAppliance", func() (gopowerstore.ApplianceInstance, error) { return client.GetAppliance(ctx, "A1") })
	claim("GetApplianceByName", func() (gopowerstore.ApplianceInstance, error) {
		return client.GetApplianceByName(ctx, "PowerStore-01-appliance-1")
	})
	remote := claim("GetRemoteSystemByName", func() (gopowerstore.RemoteSystem, error) {
		return client.GetRemoteSystemByName(ctx, "Unity-01")
	})
	claim("GetRemoteSystem", func() (gopowerstore.RemoteSystem, error) { return client.GetRemoteSystem(ctx, remote.ID) })
	claim("GetAllRemoteSystems", func() ([]gopowerstore.RemoteSystem, error) { return client.GetAllRemoteSystems(ctx) })
	claim("GetRemoteSystems, with a filter", func() ([]gopowerstore.RemoteSystem, error) {
		return client.GetRemoteSystems(ctx, map[string]string{"type": "eq.Unity"})
	}, func(found []gopowerstore.RemoteSystem) bool { return len(found) == 1 })
}

func driveVolumes(ctx context.Context, client gopowerstore.Client) string {
	create := func(params *gopowerstore.VolumeCreate) func() (gopowerstore.CreateResponse, error) {
		return func() (gopowerstore.CreateResponse, error) { return client.CreateVolume(ctx, params) }
	}
	made := claim("CreateVolume", create(&gopowerstore.VolumeCreate{Name: of("v1"), Size: of(gib)}))
	refusal("CreateVolume, name in use", create(&gopowerstore.VolumeCreate{Name: of("V1"), Size: of(gib)}),
		func(err gopowerstore.APIError) bool { return err.VolumeNameIsAlreadyUse() })
	// Dell's CSI driver sends what Kubernetes knows of the volume, and lets itself in by this header.
	client.SetCustomHTTPHeaders(http.Header{"DELL-VISIBILITY": {"internal"}})
	metadata := &gopowerstore.VolumeCreate{Name: of("v-csi"), Size: of(gib), Metadata: of(map[string]string{"pvc": "db"})}
	csi := claim("CreateVolume with metadata", create(metadata))
	client.SetCustomHTTPHeaders(http.Header{})

	get := func(id string) func() (gopowerstore.Volume, error) {
		return func() (gopowerstore.Volume, error) { return client.GetVolume(ctx, id) }
	}
	claim("GetVolume", get(made.ID), func(volume gopowerstore.Volume) bool { return volume.Name == "v1" })
	claim("GetVolumeByName", func() (gopowerstore.Volume, error) { return client.GetVolumeByName(ctx, "v1") },
		func(volume gopowerstore.Volume) bool { return volume.ID == made.ID })
	claim("GetVolumes", func() ([]gopowerstore.Volume, error) { return client.GetVolumes(ctx) },
		func(volumes []gopowerstore.Volume) bool { return len(volumes) == 3 })
	modify := func(params gopowerstore.VolumeModify) func() (gopowerstore.EmptyResponse, error) {
		return func() (gopowerstore.EmptyResponse, error) { return client.ModifyVolume(ctx, &params, made.ID) }
	}
	claim("ModifyVolume, policy on", modify(gopowerstore.VolumeModify{Size: 2 * gib, ProtectionPolicyID: "policy-01"}))
	claim("ModifyVolume, policy off", modify(gopowerstore.VolumeModify{Name: "v1-renamed"}))
	claim("GetVolume, changed", get(made.ID), func(volume gopowerstore.Volume) bool {
		return volume.Name == "v1-renamed" && volume.Size == 2*gib && volume.ProtectionPolicyID == ""
	})

	snapshots := func(found []gopowerstore.Volume) bool { return len(found) == 1 && found[0].ID == "snap-seeded" }
	claim("GetSnapshots", func() ([]gopowerstore.Volume, error) { return client.GetSnapshots(ctx) }, snapshots)
	claim("GetSnapshotsByVolumeID", func() ([]gopowerstore.Volume, error) {
		return client.GetSnapshotsByVolumeID(ctx, "vol-seeded")
	}, snapshots)
	claim("GetSnapshotByName", func() (gopowerstore.Volume, error) { return client.GetSnapshotByName(ctx, "seeded-snap") })
	claim("GetSnapshot", func() (gopowerstore.Volume, error) { return client.GetSnapshot(ctx, "snap-seeded") })
	refusal("GetSnapshot, of a volume", func() (gopowerstore.Volume, error) { return client.GetSnapshot(ctx, made.ID) },
		func(err gopowerstore.APIError) bool { return err.NotFound() })
	claim("DeleteVolume", func() (gopowerstore.EmptyResponse, error) { return client.DeleteVolume(ctx, nil, csi.ID) })
	refusal("GetVolume, deleted", get(csi.ID), func(err gopowerstore.APIError) bool { return err.NotFound() })
	return made.ID
}

func driveGroups(ctx context.Context, client gopowerstore.Client, volume string) {
	create := func(name string) func() (gopowerstore.CreateResponse, error) {
		params := gopowerstore.VolumeGroupCreate{Name: name, VolumeIDs: []string{volume}}
		return func() (gopowerstore.CreateResponse, error) { return client.CreateVolumeGroup(ctx, &params) }
	}
	made := claim("CreateVolumeGroup", create("vg1"))
	get := func() (gopowerstore.VolumeGroup, error) { return client.GetVolumeGroup(ctx, made.ID) }
	has := func(count int) func(gopowerstore.VolumeGroup) bool {
		return func(group gopowerstore.VolumeGroup) bool { return len(group.Volumes) == count }
	}
	claim("GetVolumeGroup", get, has(1))
	claim("GetVolumeGroupByName", func() (gopowerstore.VolumeGroup, error) { return client.GetVolumeGroupByName(ctx, "vg1") }, has(1))
	claim("GetVolumeGroups", func() ([]gopowerstore.VolumeGroup, error) { return client.GetVolumeGroups(ctx) })
	claim("GetVolumeGroupsByVolumeID", func() (gopowerstore.VolumeGroups, error) {
		return client.GetVolumeGroupsByVolumeID(ctx, volume)
	}, func(groups gopowerstore.VolumeGroups) bool { return len(groups.VolumeGroup) == 1 })
	members := gopowerstore.VolumeGroupMembers{VolumeIDs: []string{volume}}
	claim("RemoveMembersFromVolumeGroup", func() (gopowerstore.EmptyResponse, error) {
		return client.RemoveMembersFromVolumeGroup(ctx, &members, made.ID)
	})
	claim("GetVolumeGroup, emptied", get, has(0))
	claim("AddMembersToVolumeGroup", func() (gopowerstore.EmptyResponse, error) {
		return client.AddMembersToVolumeGroup(ctx, &members, made.ID)
	})
	claim("UpdateVolumeGroupProtectionPolicy", func() (gopowerstore.EmptyResponse, error) {
		params := gopowerstore.VolumeGroupChangePolicy{ProtectionPolicyID: "policy-01"}
		return client.UpdateVolumeGroupProtectionPolicy(ctx, made.ID, &params)
	})
	claim("ModifyVolumeGroup, policy off", func() (gopowerstore.EmptyResponse, error) {
		return client.ModifyVolumeGroup(ctx, &gopowerstore.VolumeGroupModify{Description: "d"}, made.ID)
	})
	claim("GetVolumeGroup, changed", get, func(group gopowerstore.VolumeGroup) bool {
		return group.ProtectionPolicyID == "" && group.Description == "d"
	})
	claim("GetVolumeGroupSnapshots", func() ([]gopowerstore.VolumeGroup, error) { return client.GetVolumeGroupSnapshots(ctx) },
		func(found []gopowerstore.VolumeGroup) bool { return len(found) == 1 })
	claim("GetVolumeGroupSnapshot", func() (gopowerstore.VolumeGroup, error) {
		return client.GetVolumeGroupSnapshot(ctx, "vg-snap-seeded")
	})
	claim("GetVolumeGroupSnapshotByName", func() (gopowerstore.VolumeGroup, error) {
		return client.GetVolumeGroupSnapshotByName(ctx, "vg-seeded-snap")
	})
	claim("DeleteVolumeGroup", func() (gopowerstore.EmptyResponse, error) { return client.DeleteVolumeGroup(ctx, made.ID) })
}

func driveHosts(ctx context.Context, client gopowerstore.Client) {
	port := gopowerstore.InitiatorCreateModify{
		PortName: of("iqn.1998-01.com.example:go"), PortType: of(gopowerstore.InitiatorProtocolTypeEnumISCSI),
	}
	params := gopowerstore.HostCreate{
		Name: of("h1"), OsType: of(gopowerstore.OSTypeEnumLinux), Initiators: &[]gopowerstore.InitiatorCreateModify{port},
	}
	made := claim("CreateHost", func() (gopowerstore.CreateResponse, error) { return client.CreateHost(ctx, &params) })
	claim("GetHost", func() (gopowerstore.Host, error) { return client.GetHost(ctx, made.ID) },
		func(host gopowerstore.Host) bool { return host.Name == "h1" && len(host.Initiators) == 1 })
	claim("GetHostByName", func() (gopowerstore.Host, error) { return client.GetHostByName(ctx, "h1") })
	claim("GetHosts", func() ([]gopowerstore.Host, error) { return client.GetHosts(ctx) })
	claim("ModifyHost", func() (gopowerstore.CreateResponse, error) {
		change := gopowerstore.HostModify{RemoveInitiators: &[]string{*port.PortName}}
		return client.ModifyHost(ctx, &change, made.ID)
	})
	claim("GetHostVolumeMappings", func() ([]gopowerstore.HostVolumeMapping, error) { return client.GetHostVolumeMappings(ctx) })
	claim("GetHostVolumeMappingByVolumeID", func() ([]gopowerstore.HostVolumeMapping, error) {
		return client.GetHostVolumeMappingByVolumeID(ctx, "vol-seeded")
	})
	group := claim("CreateHostGroup", func() (gopowerstore.CreateResponse, error) {
		return client.CreateHostGroup(ctx, &gopowerstore.HostGroupCreate{Name: "hg1", HostIDs: []string{made.ID}})
	})
	claim("GetHostGroup", func() (gopowerstore.HostGroup, error) { return client.GetHostGroup(ctx, group.ID) },
		func(found gopowerstore.HostGroup) bool { return len(found.Hosts) == 1 })
	claim("GetHostGroupByName", func() (gopowerstore.HostGroup, error) { return client.GetHostGroupByName(ctx, "hg1") })
	claim("GetHostGroups", func() ([]gopowerstore.HostGroup, error) { return client.GetHostGroups(ctx) })
	claim("ModifyHostGroup", func() (gopowerstore.EmptyResponse, error) {
		return client.ModifyHostGroup(ctx, &gopowerstore.HostGroupModify{Description: "d"}, group.ID)
	})
	claim("DeleteHostGroup", func() (gopowerstore.EmptyResponse, error) { return client.DeleteHostGroup(ctx, group.ID) })
	claim("DeleteHost", func() (gopowerstore.EmptyResponse, error) { return client.DeleteHost(ctx, nil, made.ID) })
}

func drivePolicies(ctx context.Context, client gopowerstore.Client) {
	made := claim("CreateProtectionPolicy", func() (gopowerstore.CreateResponse, error) {
		params := gopowerstore.ProtectionPolicyCreate{Name: "pp1", SnapshotRuleIDs: []string{"any-rule"}}
		return client.CreateProtectionPolicy(ctx, &params)
	})
	claim("GetProtectionPolicy", func() (gopowerstore.ProtectionPolicy, error) { return client.GetProtectionPolicy(ctx, made.ID) })
	claim("GetProtectionPolicyByName", func() (gopowerstore.ProtectionPolicy, error) {
		return client.GetProtectionPolicyByName(ctx, "pp1")
	})
	claim("GetProtectionPolicies", func() ([]gopowerstore.ProtectionPolicy, error) { return client.GetProtectionPolicies(ctx) })
	claim("ModifyProtectionPolicy", func() (gopowerstore.EmptyResponse, error) {
		return client.ModifyProtectionPolicy(ctx, &gopowerstore.ProtectionPolicyCreate{Name: "pp2"}, made.ID)
	})
	claim("DeleteProtectionPolicy", func() (gopowerstore.EmptyResponse, error) { return client.DeleteProtectionPolicy(ctx, made.ID) })
}

func driveBeyond(ctx context.Context, client gopowerstore.Client) {
	outside("CreateSnapshot", func() (gopowerstore.CreateResponse, error) {
		return client.CreateSnapshot(ctx, &gopowerstore.SnapshotCreate{Name: of("s")}, "vol-seeded")
	})
	outside("CloneVolume", func() (gopowerstore.CreateResponse, error) {
		return client.CloneVolume(ctx, &gopowerstore.VolumeClone{Name: of("c")}, "vol-seeded")
	})
	outside("AttachVolumeToHost", func() (gopowerstore.EmptyResponse, error) {
		return client.AttachVolumeToHost(ctx, "host-01", &gopowerstore.HostVolumeAttach{VolumeID: of("vol-seeded")})
	})
	outside("CreateVolumeGroupSnapshot", func() (gopowerstore.CreateResponse, error) {
		return client.CreateVolumeGroupSnapshot(ctx, "vg-seeded", &gopowerstore.VolumeGroupSnapshotCreate{Name: "s"})
	})
	outside("GetSnapshotRules", func() ([]gopowerstore.SnapshotRule, error) { return client.GetSnapshotRules(ctx) })
	outside("GetReplicationRules", func() ([]gopowerstore.ReplicationRule, error) { return client.GetReplicationRules(ctx) })
	outside("GetReplicationSessionByLocalResourceID", func() (gopowerstore.ReplicationSession, error) {
		return client.GetReplicationSessionByLocalResourceID(ctx, "vol-seeded")
	})
	outside("GetStorageISCSITargetAddresses", func() ([]gopowerstore.IPPoolAddress, error) {
		return client.GetStorageISCSITargetAddresses(ctx)
	})
	outside("GetFCPorts", func() ([]gopowerstore.FcPort, error) { return client.GetFCPorts(ctx) })
	outside("GetCapacity", func() (int64, error) { return client.GetCapacity(ctx) })
	outside("GetMaxVolumeSize", func() (int64, error) { return client.GetMaxVolumeSize(ctx) })
	outside("GetNASServers", func() ([]gopowerstore.NAS, error) { return client.GetNASServers(ctx) })
	outside("ListFS", func() ([]gopowerstore.FileSystem, error) { return client.ListFS(ctx) })
	outside("GetStorageContainer", func() (gopowerstore.StorageContainer, error) { return client.GetStorageContainer(ctx, "sc") })
	outside("ConfigureMetroVolume", func() (gopowerstore.MetroSessionResponse, error) {
		return client.ConfigureMetroVolume(ctx, "vol-seeded", &gopowerstore.MetroConfig{RemoteSystemID: "rs-unity-01"})
	})
}
