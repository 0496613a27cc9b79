using k8s.Models;

namespace BackupOperator.Models;

/// <summary>A volume that is archived on a schedule. <c>deploy/crd.yaml</c> is made from this class.</summary>
[KubernetesEntity(Group = Group, ApiVersion = Version, Kind = "Backup", PluralName = Plural)]
public sealed class Backup : CustomResource<BackupSpec, BackupStatus>
{
    public const string Group = "example.com";
    public const string Version = "v1";
    public const string Plural = "backups";
}
