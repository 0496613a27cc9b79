using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

/// <summary>
/// The rules of a pod's life as a table, without a cluster: restart policy x kind of container x how it ended x probe. Each row says
/// what is to be done next and what the phase is; the comments name the upstream function that decides.
/// </summary>
public sealed class PodLifeTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // pkg/api/v1/pod/util.go ContainerShouldRestart; kubelet_pods.go getPhase; kuberuntime_manager.go computePodActions.
    public static TheoryData<string, string, string, int, string, string> Ends()
    {
        var rows = new TheoryData<string, string, string, int, string, string>();
        foreach (var pod in (string[])["Always", "OnFailure", "Never"])
        {
            foreach (var own in (string[])["", "Always", "OnFailure", "Never"])
            {
                foreach (var code in (int[])[0, 1, 2, 137, 143])
                {
                    var policy = own.Length > 0 ? own : pod;
                    var again = policy == "Always" || (policy == "OnFailure" && code != 0);
                    rows.Add("main", pod, own, code, again ? "Start" : "Finish", again ? "Running" : code == 0 ? "Succeeded" : "Failed");
                }
            }

            foreach (var code in (int[])[0, 1, 2, 137, 143])
            {
                // kuberuntime_container.go computeInitContainerActions: an init container that fails is retried unless the policy is Never.
                var again = code != 0 && pod != "Never";
                rows.Add("init", pod, "", code, code == 0 ? "Start main" : again ? "Start" : "Finish", code == 0 || again ? "Pending" : "Failed");

                // A sidecar is always started again while the pod lives; it does not count for the phase.
                rows.Add("sidecar", pod, "", code, "Start", "Running");

                // Ephemeral containers are never restarted.
                rows.Add("ephemeral", pod, "", code, "", "Running");
            }
        }

        return rows;
    }

    // prober/worker.go doProbe: results count when a threshold is reached.
    public static TheoryData<string, int, int, string, string> Probes()
    {
        var rows = new TheoryData<string, int, int, string, string>();
        foreach (var kind in (string[])["Startup", "Liveness", "Readiness"])
        {
            foreach (var threshold in (int[])[1, 2, 3])
            {
                foreach (var results in (string[])["", "s", "f", "ss", "ff", "sf", "fs", "fff", "ffs", "fsf", "sff", "sfff"])
                {
                    rows.Add(kind, threshold, 1, results, Expected(kind, threshold, results));
                }
            }
        }

        rows.Add("Readiness", 1, 2, "s", "Failure");
        rows.Add("Readiness", 1, 2, "ss", "Success");
        rows.Add("Readiness", 1, 3, "ssfss", "Failure");
        return rows;
    }

    // client-go util/flowcontrol/backoff.go: 10 s doubling to 5 min, new after twice that without trouble.
    public static TheoryData<int, double, double> BackOffs() => new()
    {
        { 0, 1, 0 }, { 1, 1, 10 }, { 2, 1, 20 }, { 3, 1, 40 }, { 4, 1, 80 }, { 5, 1, 160 }, { 6, 1, 300 }, { 7, 1, 300 }, { 30, 1, 300 },
        { 1, 599, 10 }, { 3, 600, 40 }, { 3, 601, 0 }, { 30, 601, 0 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void EndedContainer_IsFollowedBy(string role, string policy, string own, int code, string next, string phase)
    {
        var pod = Shape(role, policy, own);
        var facts = new PodFacts { HasSandbox = true, StartTime = Now };
        var place = Array.FindIndex(pod.Containers, c => c.Name == role);
        if (role != "init")
        {
            facts[Array.FindIndex(pod.Containers, c => c.Name == "main")] = Running();
        }

        facts[place] = new ContainerFacts { Run = Run() with { End = new ContainerEnd(code, ContainerEnd.ReasonOf(code), Now, Now, "id") } };

        var steps = PodLife.Next(pod, facts, Now).Steps;
        facts.Finished = steps.Exists(s => s.Kind == PodStepKind.Finish);
        var status = PodStatuses.Generate(pod, facts, ["172.18.0.2"], Now);

        var text = string.Join(", ", steps.Select(s => s.Container < 0 || s.Container == place ? s.Kind.ToString() : $"{s.Kind} {pod.Containers[s.Container].Name}"));
        Assert.Equal((next, phase), (text, status.String("phase")));
    }

    [Theory]
    [MemberData(nameof(Probes))]
    public void ProbeResults_CountFromTheThresholdOn(string kind, int failures, int successes, string results, string expected)
    {
        var parsed = Enum.Parse<ProbeKind>(kind);
        var probe = ProbeSpec.From((MapValue)YamlText.Parse($"{{failureThreshold: {failures}, successThreshold: {successes}}}"))!;
        var facts = ProbeFacts.Begin(parsed, probe, Now);

        foreach (var result in results.TakeWhile(_ => facts.NextAt is not null))
        {
            facts = facts.After(parsed, probe, result == 's' ? ProbeResult.Success : ProbeResult.Failure, Now, alwaysAlike: false);
        }

        Assert.Equal(expected, facts.Result.ToString());
    }

    [Theory]
    [MemberData(nameof(BackOffs))]
    public void CrashedContainer_IsHeldBack(int restarts, double ranSeconds, double heldSeconds)
    {
        var end = new ContainerEnd(1, "Error", Now, Now.AddSeconds(ranSeconds), "id");
        var facts = new ContainerFacts { Restarts = restarts, Run = Run() with { End = end } };

        Assert.Equal(end.FinishedAt.AddSeconds(heldSeconds), PodLife.CrashFreeAt(facts, end));
    }

    [Theory]
    [InlineData("Always", "Liveness", "Stop", "Container main failed liveness probe, will be restarted")]
    [InlineData("OnFailure", "Liveness", "Stop", "Container main failed liveness probe, will be restarted")]
    [InlineData("Never", "Liveness", "Stop", "Container main failed liveness probe")]
    [InlineData("Always", "Startup", "Stop", "Container main failed startup probe, will be restarted")]
    [InlineData("Never", "Startup", "Stop", "Container main failed startup probe")]
    public void FailedProbe_EndsTheContainer(string policy, string kind, string step, string message)
    {
        var pod = Shape("main", policy, "", "livenessProbe: {tcpSocket: {port: 1}}, startupProbe: {tcpSocket: {port: 1}},");
        var facts = new PodFacts { HasSandbox = true, StartTime = Now };
        var parsed = Enum.Parse<ProbeKind>(kind);
        facts[0] = Running() with { Run = Run().With(parsed, new ProbeFacts(null, ProbeResult.Failure)) };

        var next = PodLife.Next(pod, facts, Now).Steps[0];

        Assert.Equal((step, message), (next.Kind.ToString(), next.Message));
    }

    [Fact]
    public void SidecarsEnd_AfterTheContainers_TheLastStartedFirst()
    {
        var pod = new PodShape(new KubeObject((MapValue)YamlText.Parse("""
            {kind: Pod, metadata: {name: p, deletionTimestamp: "2026-01-01T00:00:30Z", deletionGracePeriodSeconds: 30},
             spec: {initContainers: [{name: one, restartPolicy: Always}, {name: two, restartPolicy: Always}], containers: [{name: main}]}}
            """)));
        var facts = new PodFacts { HasSandbox = true, StartTime = Now };
        var order = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            facts[i] = Running();
        }

        for (var turn = 0; turn < 10; turn++)
        {
            foreach (var step in PodLife.Next(pod, facts, Now).Steps)
            {
                if (step.Kind == PodStepKind.Stop)
                {
                    facts[step.Container] = new ContainerFacts { Run = Run() with { Stop = new ContainerStop(Now, 30, Now.AddSeconds(30)) } };
                }
                else if (step.Kind == PodStepKind.Signal)
                {
                    order.Add(pod.Containers[step.Container].Name);
                    facts[step.Container] = new ContainerFacts { Run = Run() with { End = new ContainerEnd(0, "Completed", Now, Now, "id") } };
                }
            }
        }

        Assert.Equal(["main", "two", "one"], order);
    }

    private static string Expected(string kind, int threshold, string results)
    {
        var current = kind switch { "Liveness" => "Success", "Readiness" => "Failure", _ => "Unknown" };
        var streak = 0;
        for (var i = 0; i < results.Length; i++)
        {
            streak = i > 0 && results[i] == results[i - 1] ? streak + 1 : 1;
            if (results[i] == 's' || streak >= threshold)
            {
                current = results[i] == 's' ? "Success" : "Failure";

                // A startup probe has said all it has to say; a failed liveness probe waits for the next run.
                if (kind == "Startup" || (kind == "Liveness" && current == "Failure"))
                {
                    return current;
                }
            }
        }

        return current;
    }

    private static PodShape Shape(string role, string policy, string own, string more = "")
    {
        var rule = own.Length > 0 ? $"restartPolicy: {own}," : "";
        var main = $"{{name: main, {(role == "main" ? rule + more : "")} image: pause}}";
        var init = role switch
        {
            "init" => "initContainers: [{name: init, image: pause}],",
            "sidecar" => "initContainers: [{name: sidecar, image: pause, restartPolicy: Always}],",
            _ => "",
        };
        var ephemeral = role == "ephemeral" ? "ephemeralContainers: [{name: ephemeral, image: pause}]," : "";
        return new PodShape(new KubeObject((MapValue)YamlText.Parse(
            $"{{kind: Pod, metadata: {{name: p, namespace: default, uid: u}}, spec: {{restartPolicy: {policy}, {init} {ephemeral} containers: [{main}]}}}}")));
    }

    private static ContainerRun Run() => new("id", "image", Now);

    private static ContainerFacts Running() => new() { Run = Run() };
}
