using BackupOperator.Models;
using k8s.Models;

namespace BackupOperator;

/// <summary>What a backup consists of.</summary>
public static class BackupManifests
{
    public const string Label = "example.com/backup";
    public const string Image = "example.com/archiver:1.0";

    public static V1CronJob CronJob(Backup backup) => new()
    {
        ApiVersion = "batch/v1",
        Kind = "CronJob",
        Metadata = new V1ObjectMeta
        {
            Name = backup.Metadata.Name,
            Labels = Labels(backup),

            // The owner, so that the garbage collector takes it away with the backup.
            OwnerReferences =
            [
                new V1OwnerReference { ApiVersion = backup.ApiVersion, Kind = backup.Kind, Name = backup.Metadata.Name, Uid = backup.Metadata.Uid, Controller = true },
            ],
        },
        Spec = new V1CronJobSpec
        {
            Schedule = backup.Spec.Schedule,
            ConcurrencyPolicy = "Forbid",
            JobTemplate = new V1JobTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = Labels(backup) },
                Spec = new V1JobSpec { BackoffLimit = 2, Template = Pod(backup) },
            },
        },
    };

    private static V1PodTemplateSpec Pod(Backup backup) => new()
    {
        Metadata = new V1ObjectMeta { Labels = Labels(backup) },
        Spec = new V1PodSpec
        {
            RestartPolicy = "Never",
            Containers = [new V1Container { Name = "archiver", Image = Image, VolumeMounts = [new V1VolumeMount { Name = "data", MountPath = "/data", ReadOnlyProperty = true }] }],
            Volumes = [new V1Volume { Name = "data", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = backup.Spec.Claim, ReadOnlyProperty = true } }],
        },
    };

    private static Dictionary<string, string> Labels(Backup backup) => new() { [Label] = backup.Metadata.Name };
}
