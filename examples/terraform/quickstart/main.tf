# One volume: its import is begun, and cut over when somebody says so. See docs/terraform.md.

terraform {
  required_version = ">= 1.11"
  required_providers {
    powerstore-import = {
      source  = "pulumi-powerstore-import/powerstore-import"
      version = "~> 0.1"
    }
  }
}

variable "remote_system" {
  description = "Name of the remote system that has the volume, as PowerStore lists it."
  type        = string
  default     = "Unity-01"
}

variable "source_volume" {
  description = "Id of the volume to import, as PowerStore lists it."
  type        = string
  default     = "unity-01-vol-01"
}

variable "paused" {
  description = "Whether the background copy is to stand still."
  type        = bool
  default     = false
}

variable "cut_over" {
  description = "Whether the import may be cut over: its hosts use PowerStore from then on."
  type        = bool
  default     = false
}

# Endpoint, user and password come from POWERSTORE_ENDPOINT, POWERSTORE_USERNAME and POWERSTORE_PASSWORD.
provider "powerstore-import" {}

resource "powerstore-import_session" "database" {
  remote_system_id   = "name:${var.remote_system}"
  source_resource_id = var.source_volume
  paused             = var.paused
  advance_to         = var.cut_over ? "Import_Completed" : null
}

output "state" {
  description = "State in the array's own words."
  value       = powerstore-import_session.database.state
}
