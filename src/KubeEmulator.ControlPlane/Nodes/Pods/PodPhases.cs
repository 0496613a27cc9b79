namespace KubeEmulator.Nodes.Pods;

/// <summary>A pod's phase from its containers; kubelet's <c>kubelet_pods.go</c> (getPhase).</summary>
internal static class PodPhases
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    public static bool IsTerminal(string phase) => phase is Succeeded or Failed;

    /// <param name="pod">The pod.</param>
    /// <param name="reports">Its containers.</param>
    /// <param name="isTerminal">Whether nothing will be started any more.</param>
    /// <param name="hasInitialized">Whether a container of <c>spec.containers</c> ever ran.</param>
    public static string Of(PodShape pod, ContainerReport[] reports, bool isTerminal, bool hasInitialized)
    {
        var counts = new Counts();
        foreach (var report in reports)
        {
            switch (report.Container.Role)
            {
                case ContainerRole.Init:
                    counts.AddInit(report, pod.RestartPolicy);
                    break;
                case ContainerRole.Sidecar:
                    counts.AddSidecar(report);
                    break;
                case ContainerRole.Main:
                    counts.AddMain(report, pod.RestartPolicy);
                    break;
                default:
                    break;
            }
        }

        return counts.Phase(isTerminal, hasInitialized);
    }

    private sealed class Counts
    {
        private int _pendingInit;
        private int _pendingSidecars;
        private int _initFailed;
        private int _running;
        private int _waiting;
        private int _stopped;
        private int _stoppedForGood;
        private int _succeeded;

        public void AddInit(ContainerReport report, string policy)
        {
            if ((report.Ended ?? (report.Waiting is null ? null : report.Last)) is not { } end)
            {
                _pendingInit++;
            }
            else if (!end.Succeeded && !RestartRules.ShouldRestart(report.Container, policy, end.Code))
            {
                _initFailed++;
            }
        }

        public void AddSidecar(ContainerReport report)
        {
            if (report.IsRunning)
            {
                _running++;
                _pendingSidecars += report.Started ? 0 : 1;
            }
            else if (report is { Waiting: not null, Last: null })
            {
                _pendingSidecars++;
                _waiting++;
            }
        }

        public void AddMain(ContainerReport report, string policy)
        {
            if (report.IsRunning)
            {
                _running++;
            }
            else if ((report.Ended ?? report.Last) is { } end)
            {
                _stopped++;
                _stoppedForGood += RestartRules.ShouldRestart(report.Container, policy, end.Code) ? 0 : 1;
                // As upstream: a container that waits after a success does not count as succeeded.
                _succeeded += report.Ended is { Succeeded: true } ? 1 : 0;
            }
            else
            {
                _waiting++;
            }
        }

        public string Phase(bool isTerminal, bool hasInitialized) => this switch
        {
            { _initFailed: > 0 } => Failed,
            { _pendingInit: > 0 } => Pending,
            { _pendingSidecars: > 0 } when !hasInitialized => Pending,
            { _waiting: > 0 } => Pending,
            { _running: > 0 } => Running,
            { _stopped: 0 } => Pending,
            _ when !isTerminal && _stopped != _stoppedForGood => Running,
            _ => _stopped == _succeeded ? Succeeded : Failed,
        };
    }
}
