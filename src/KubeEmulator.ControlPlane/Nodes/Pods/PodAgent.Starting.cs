using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Environment;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <content>Starting containers: image, configuration, program, hook; kubelet's <c>kuberuntime_container.go</c> (startContainer).</content>
internal sealed partial class PodAgent
{
    private const string RuntimePrefix = "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ";

    private async ValueTask StartAsync(int place)
    {
        var (container, facts, now) = (_pod.Containers[place], _facts[place], _kubelet.Now);
        if (await PullAsync(place, container).ConfigureAwait(false) is { } pullFailure)
        {
            _facts[place] = _facts[place] with { Failure = pullFailure };
            return;
        }

        IReadOnlyDictionary<string, string>? environment = null;
        try
        {
            environment = ContainerEnvironment.HasReferences(container.Spec) ? ContainerEnvironment.Resolve(Scope(), container.Spec) : null;
        }
        catch (ConfigFaultException fault)
        {
            _facts[place] = _facts[place] with { Failure = new StartFailure("CreateContainerConfigError", fault.Message, null) };
            await EventAsync("Warning", "Failed", $"Error: {fault.Message}", container.FieldPath).ConfigureAwait(false);
            return;
        }

        var restarts = facts.Run is null ? facts.Restarts : facts.Restarts + 1;
        var run = Begin(place, restarts, now);
        run = _kubelet.Script(_pod.Object, container, restarts)?.Apply(run) ?? run;
        _facts[place] = _facts[place] with
        {
            Run = run,
            Before = facts.End ?? facts.Before,
            Restarts = restarts,
            Failure = null,
            Pulls = null,
            Crashes = facts.End is { } end ? BackOff.Next(facts.Crashes ?? BackOff.Derive(facts.Restarts, end.StartedAt), end.FinishedAt, now) : facts.Crashes,
        };
        await EventAsync("Normal", "Created", "Container created", container.FieldPath).ConfigureAwait(false);
        Launch(place, run, environment);
        await EventAsync("Normal", "Started", "Container started", container.FieldPath).ConfigureAwait(false);
        if (container.Spec.Map("lifecycle")?.Map("postStart") is { } hook)
        {
            SetRun(place, _facts[place].Run! with { HookRuns = true });
            CallHook(place, run.Id, hook, "postStart");
        }
    }

    /// <summary>Lets rules that say when a running container ends hold for the runs of now.</summary>
    public void ApplyRules()
    {
        for (var i = 0; i < _pod.Containers.Length; i++)
        {
            if (_facts[i].Run is { IsRunning: true, Foretold: null } run && _kubelet.Script(_pod.Object, _pod.Containers[i], _facts[i].Restarts) is { KilledAt: not null } script)
            {
                SetRun(i, script.Apply(run));
            }
        }
    }

    private ContainerRun Begin(int place, int attempt, DateTimeOffset now)
    {
        var container = _pod.Containers[place];
        var run = new ContainerRun(ContainerIds.Of(_pod.Object.Metadata.Uid, container.Name, attempt), ImageNames.Id(container.Image), now)
        {
            Resources = Allocated(place),
        };
        for (var kind = ProbeKind.Startup; kind <= ProbeKind.Readiness; kind++)
        {
            if (container.Probe(kind) is { } probe)
            {
                run = run.With(kind, ProbeFacts.Begin(kind, probe, now));
            }
        }

        return run;
    }

    private void Launch(int place, ContainerRun run, IReadOnlyDictionary<string, string>? environment)
    {
        var container = _pod.Containers[place];
        var entry = _kubelet.Containers.Programs.Find(container.Image);
        var command = entry.Image.CommandLine([.. container.Spec.Strings("command")], [.. container.Spec.Strings("args")]);
        var waits = run.Foretold is { Instead: true } || (entry.OnlyWaits?.Invoke(command) ?? false);

        // A file that is mounted may be the program, which only the container's own files can tell.
        var mounted = entry.IsUnknown && command.Count > 0 && command[0].Contains('/', StringComparison.Ordinal) && container.Spec.List("volumeMounts") is not null;
        _sandbox!.Start(new ContainerLaunch(container, entry, command, exit => _kubelet.Post(this, () => OnExit(place, run.Id, exit)))
        {
            Environment = environment,
            IsLazy = waits && !mounted,
            Seed = unchecked((int)Convert.ToUInt32(run.Id[^8..], 16)),
        });
    }

    private void OnExit(int place, string id, ContainerExit exit)
    {
        if (_facts[place].Run?.Id != id)
        {
            return;
        }

        if (exit.StartError is { } error)
        {
            NoteEnd(place, exit.Code, "StartError", RuntimePrefix + error);
            _kubelet.PostAsync(this, () => EventAsync("Warning", "Failed", $"Error: {RuntimePrefix}{error}", _pod.Containers[place].FieldPath));
            return;
        }

        NoteEnd(place, exit.Code, exit.Reason);
    }
}
