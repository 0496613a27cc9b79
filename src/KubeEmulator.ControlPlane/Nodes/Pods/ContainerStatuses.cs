using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>Container statuses as documents, with the members that the API type always writes.</summary>
internal static class ContainerStatuses
{
    private static readonly string Epoch = KubeTime.Format(DateTimeOffset.UnixEpoch);

    public static ListValue Of(IEnumerable<ContainerReport> reports) => ListValue.From(reports.Select(Of));

    private static MapValue Of(ContainerReport report)
    {
        var (container, run) = (report.Container, report.Run);
        var status = new MapBuilder(16)
        {
            { "name", container.Name },
            { "state", State(report) },
            { "lastState", report.Last is { } last ? MapValue.Of(("terminated", Terminated(last))) : MapValue.Empty },
            { "ready", report.Ready },
            { "restartCount", report.Restarts },
            { "image", run is null ? container.Image : ImageNames.Normalize(container.Image) },
            { "imageID", run?.ImageId ?? "" },
        };
        if (run is not null)
        {
            status["containerID"] = run.Id;
        }

        if (container.Role != ContainerRole.Ephemeral)
        {
            status["started"] = report.Started;
        }

        if (run is not null)
        {
            status["allocatedResources"] = report.Allocated.Map("requests");
            status["resources"] = run.IsRunning ? run.Resources : report.Allocated;
        }

        status["volumeMounts"] = Mounts(container);
        if (run is not null)
        {
            status["user"] = container.User;
        }

        return status.Build();
    }

    private static MapValue State(ContainerReport report)
    {
        if (report.Waiting is { } reason)
        {
            return MapValue.Of(("waiting", report.WaitingMessage.Length == 0
                ? MapValue.Of(("reason", reason))
                : MapValue.Of(("reason", reason), ("message", report.WaitingMessage))));
        }

        return report.Ended is { } end
            ? MapValue.Of(("terminated", Terminated(end)))
            : MapValue.Of(("running", MapValue.Of(("startedAt", KubeTime.Format(report.Run!.StartedAt)))));
    }

    private static MapValue Terminated(ContainerEnd end)
    {
        var state = new MapBuilder(8) { { "exitCode", end.Code }, { "reason", end.Reason } };
        if (end.Message.Length > 0)
        {
            state["message"] = end.Message;
        }

        state["startedAt"] = Time(end.StartedAt);
        state["finishedAt"] = Time(end.FinishedAt);
        if (end.Id.Length > 0)
        {
            state["containerID"] = end.Id;
        }

        return state.Build();
    }

    // A time that nobody knows is null; a container that never came to start has the runtime's zero.
    private static Value Time(DateTimeOffset time) => time == default ? NullValue.Instance : time == DateTimeOffset.UnixEpoch ? Epoch : KubeTime.Format(time);

    private static ListValue? Mounts(PodContainer container)
    {
        var mounts = container.Spec.Maps("volumeMounts").Select(mount =>
        {
            var status = new MapBuilder { { "name", mount.StringOrEmpty("name") }, { "mountPath", mount.StringOrEmpty("mountPath") } };
            if (mount.Bool("readOnly") == true)
            {
                status["readOnly"] = true;
                status["recursiveReadOnly"] = "Disabled";
            }

            return (Value)status.Build();
        }).ToArray();
        return mounts.Length == 0 ? null : ListValue.From(mounts);
    }
}
