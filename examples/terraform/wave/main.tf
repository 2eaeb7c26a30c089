# A wave from a CSV file, and an apply that ends with an error until all of its imports can be cut over. See docs/terraform.md and docs/waves.md.

terraform {
  required_version = ">= 1.11"
  required_providers {
    powerstore-import = {
      source  = "pulumi-powerstore-import/powerstore-import"
      version = "~> 0.1"
    }
  }
}

provider "powerstore-import" {}

locals {
  volumes = { for row in csvdecode(file("${path.module}/wave.csv")) : row.key => row }
}

resource "powerstore-import_wave" "night_1" {
  name             = "night-1"
  remote_system_id = "name:Unity-01"
  max_active       = 2
  sessions = {
    for key, row in local.volumes : key => {
      source_resource_id = row.source_resource_id
      priority           = tonumber(row.priority)
    }
  }
  time_zone = "Europe/Berlin"
  copy_windows = [
    { schedule = "0 20 * * *", duration = "10h" },
  ]
}

resource "powerstore-import_wait" "night_1" {
  session_ids = [for member in powerstore-import_wave.night_1.members : member.id]
  wait_for    = "Ready_For_Cutover"
  timeouts {
    create = "12h"
  }
}

output "counts" {
  description = "How many imports are in which state."
  value       = powerstore-import_wave.night_1.counts
}
