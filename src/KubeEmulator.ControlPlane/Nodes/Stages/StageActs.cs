using KubeEmulator.Api;
using KubeEmulator.Nodes.Stages.Templates;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>Does the steps of Stages; kwok's <c>next.go</c> and <c>apply.go</c>. What fails is an Event of the object. Used on the cluster's executor.</summary>
internal sealed class StageActs
{
    /// <summary>The field manager of KWOK's writes.</summary>
    public const string Manager = "kwok";

    private const int MostFaults = 100;
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(32);

    private readonly ClusterServices _services;
    private readonly ControllerClient _client;
    private readonly EventRecorder _events;
    private readonly DateTimeOffset _start;
    private volatile string[] _faults = [];

    public StageActs(ClusterServices services, KubeletHost? kubelets)
    {
        _services = services;
        _client = new ControllerClient(services, UserInfo.Admin, Manager);
        _events = new EventRecorder(_client, "kwok_controller");
        _start = services.Clock.GetUtcNow();
        Addresses = new StageAddresses(services.Store, kubelets);
    }

    public StageAddresses Addresses { get; }

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Does what is left of a job.</summary>
    /// <returns>When to try again what failed for a while; null where all is done.</returns>
    public async ValueTask<TimeSpan?> PlayAsync(GroupResource resource, StageJob job)
    {
        var steps = job.Stage.Plan.Steps;
        try
        {
            for (; job.Done < steps.Count; job.Done++)
            {
                if (!await StepAsync(resource, job.Target, steps[job.Done]).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (ApiException busy) when (busy.Code is 429 or 503 or 504)
        {
            // As kwok: what the server is too busy for is tried again, longer and longer after.
            return TimeSpan.FromSeconds(Math.Min(Math.Pow(2, job.Retries++), LongestRetry.TotalSeconds));
        }
        catch (ApiException gone) when (gone.Code == 404 && Current(resource, job.Target) is null)
        {
            return null;
        }
        catch (Exception wrong) when (wrong is ApiException or TemplateException or ValueFormatException)
        {
            await FaultAsync(job, $"step {job.Done + 1}: {wrong.Message}").ConfigureAwait(false);
            return null;
        }

        job.Stage.CountPlay();
        return null;
    }

    /// <summary>Tells that a Stage failed on an object.</summary>
    public ValueTask FaultAsync(StageJob job, string message)
    {
        var text = $"Stage \"{job.Stage.Name}\": {message}";
        Note($"{job.Target.Kind} {(job.Target.Namespace.Length > 0 ? job.Target.Namespace + "/" : "")}{job.Target.Name}: {text}");
        return _events.WarningAsync(job.Target, "StageFailed", text);
    }

    /// <summary>Tells that an object of the cluster is no Stage.</summary>
    public ValueTask RefuseAsync(KubeObject stage, string message)
    {
        Note(message);
        return _events.WarningAsync(stage, "InvalidStage", message);
    }

    // False where nothing more is to be done: the object is gone.
    private async ValueTask<bool> StepAsync(GroupResource resource, KubeObject target, StageStep step)
    {
        if (step.Event is { } said)
        {
            await _events.RecordAsync(target, said.Type, said.Reason, said.Message).ConfigureAwait(false);
        }

        if (step.Finalizers?.Patch([.. target.Metadata.Finalizers]) is { Count: > 0 } finalizers)
        {
            await _client.PatchAsync(resource, target.Namespace, target.Name, "", PatchType.Json, finalizers).ConfigureAwait(false);
        }

        if (step.Delete)
        {
            await _client.DeleteAsync(resource, target.Namespace, target.Name, new DeleteOptions { GracePeriodSeconds = 0, PreconditionUid = target.Metadata.Uid }).ConfigureAwait(false);
            return false;
        }

        if (step.Patch is { } patch)
        {
            var document = patch.Render(target.Root, Functions(target));
            await As(patch.As, "patch", resource, target, patch.Subresource).PatchAsync(resource, target.Namespace, target.Name, patch.Subresource, patch.TypeFor(target.Kind), document).ConfigureAwait(false);
        }

        if (step.Apply is { } apply)
        {
            await ApplyAsync(target, apply).ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask ApplyAsync(KubeObject target, StageApply apply)
    {
        if (YamlText.Parse(apply.Template.Render(target.Root, Functions(target))) is not MapValue document || document.StringAt("metadata", "name") is not { Length: > 0 } name)
        {
            throw new TemplateException("the template gives no object with a name");
        }

        var type = _services.Catalog.FindKind(GroupVersion.Parse(document.StringOrEmpty("apiVersion")), document.StringOrEmpty("kind"))
            ?? throw new TemplateException($"{document.StringOrEmpty("kind")} of {document.StringOrEmpty("apiVersion")} is not served");
        var space = type.Namespaced ? document.StringAt("metadata", "namespace") ?? target.Namespace : "";
        document = type.Namespaced ? document.WithAt(["metadata", "namespace"], space) : document;
        var (resource, subject) = (type.GroupResource, new KubeObject(document));
        var exists = _services.Store.Current.Get(type.Key(space, name)) is not null;
        if (!exists && apply.Subresource.Length == 0)
        {
            await As(apply.As, "create", resource, subject, "").CreateAsync(document).ConfigureAwait(false);
            return;
        }

        var client = As(apply.As, "patch", resource, subject, apply.Subresource);
        if (apply.Type == PatchType.Apply)
        {
            await _services.Api.PatchAsync(type, space, name, apply.Subresource, new PatchBody(PatchType.Apply, document), new PatchOptions { FieldManager = Manager, Force = true }, new RequestContext(client.User) { UserAgent = Manager }).ConfigureAwait(false);
        }
        else
        {
            await client.PatchAsync(resource, space, name, apply.Subresource, apply.Type, document).ConfigureAwait(false);
        }
    }

    // Another user's rights count, as over HTTP.
    private ControllerClient As(string? user, string verb, GroupResource resource, KubeObject target, string subresource)
    {
        if (user is null)
        {
            return _client;
        }

        var client = new ControllerClient(_services, new UserInfo(user, ["system:authenticated"]), Manager);
        var question = new AuthorizationQuestion(client.User, verb)
        {
            Group = resource.Group,
            Version = client.TypeOf(resource).Version,
            Resource = resource.Resource,
            Subresource = subresource,
            Namespace = target.Namespace,
            Name = target.Name,
        };
        var decision = _services.Authorizer.Authorize(question);
        return decision.Allowed ? client : throw ForbiddenAnswer.For(question, decision.Reason).ToException();
    }

    private TemplateFunctions Functions(KubeObject target) =>
        StageFunctions.With(_services.Clock.GetUtcNow, _start, Addresses.FunctionsFor(target), StageFunctions.Chance(() => _services.Random.Next("stage template", target.Metadata.Uid)));

    private KubeObject? Current(GroupResource resource, KubeObject target) =>
        _services.Store.Current.Get(new ObjectKey(resource, target.Namespace, target.Name)) is { } found && found.Metadata.Uid == target.Metadata.Uid ? found : null;

    private void Note(string fault) => _faults = [.. _faults.TakeLast(MostFaults - 1), fault];
}
