using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A container that has ended stays ended, unless its pod starts it again.</summary>
internal static class ContainerStateRules
{
    private static readonly FieldPath Path = FieldPath.Of("status");

    public static void Check(FieldErrors errors, MapValue status, MapValue old, MapValue spec)
    {
        // One rule that restarts all containers makes every transition possible.
        var all = spec.Maps("containers").Concat(spec.Maps("initContainers"))
            .Any(c => c.Maps("restartPolicyRules").Any(r => r.String("action") == "RestartAllContainers"));
        if (!all)
        {
            Transitions(errors, "containerStatuses", status, old, spec, "containers");
            Transitions(errors, "initContainerStatuses", status, old, spec, "initContainers");
        }

        Transitions(errors, "ephemeralContainerStatuses", status, old, spec, null);
    }

    public static void Users(FieldErrors errors, MapValue status, MapValue spec)
    {
        var isWindows = spec.Map("os")?.String("name") == "windows";
        foreach (var list in (ReadOnlySpan<string>)["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"])
        {
            var index = 0;
            foreach (var container in status.Maps(list))
            {
                var at = Path.Child(list).Index(index++).Child("user").Child("linux");
                if (container.Map("user")?.Map("linux") is not { } user)
                {
                    continue;
                }

                if (isWindows)
                {
                    errors.Forbidden(at, "cannot be set for a windows pod");
                }
                else
                {
                    Id(errors, at.Child("uid"), user.Integer("uid") ?? 0);
                    Id(errors, at.Child("gid"), user.Integer("gid") ?? 0);
                }
            }
        }
    }

    private static void Id(FieldErrors errors, FieldPath path, long id) => errors.Faults(path, id, TextRules.CheckUserOrGroupId(id));

    private static void Transitions(FieldErrors errors, string list, MapValue status, MapValue old, MapValue spec, string? containers)
    {
        var index = -1;
        foreach (var before in old.Maps(list))
        {
            index++;
            var name = before.StringOrEmpty("name");
            if (before.Map("state")?.Map("terminated") is not { } ended
                || status.Maps(list).FirstOrDefault(s => s.StringOrEmpty("name") == name) is not { } updated
                || updated.Map("state")?.Map("terminated") is not null)
            {
                continue;
            }

            var container = containers is null ? null : spec.Maps(containers).FirstOrDefault(c => c.StringOrEmpty("name") == name);
            if (container is null || !MayRestart(container, spec, ended.Integer("exitCode") ?? 0))
            {
                errors.Forbidden(Path.Child(list).Index(index).Child("state"), "may not be transitioned to non-terminated state");
            }
        }
    }

    // pkg/api/v1/pod ContainerShouldRestart: the first rule that matches the exit code, then the container's policy, then the pod's.
    private static bool MayRestart(MapValue container, MapValue spec, long exitCode)
    {
        foreach (var rule in container.Maps("restartPolicyRules"))
        {
            var codes = rule.Map("exitCodes") ?? MapValue.Empty;
            var listed = (codes.List("values") ?? ListValue.Empty).Contains(NumberValue.Of(exitCode));
            if (listed == (codes.String("operator") == "In"))
            {
                return rule.String("action") == "Restart";
            }
        }

        return (container.String("restartPolicy") ?? spec.StringOrEmpty("restartPolicy")) switch
        {
            "Always" => true,
            "OnFailure" => exitCode != 0,
            _ => false,
        };
    }
}
