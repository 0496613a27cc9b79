using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Whether the priority level of a FlowSchema exists: the server itself notes it, as it does for its own use. Upstream: apiserver
/// <c>pkg/util/flowcontrol/apf_controller.go</c> (syncFlowSchemaStatus).
/// </summary>
internal static class DanglingCondition
{
    private const string Manager = "api-priority-and-fairness-config-consumer-v1";
    private const string Version = "flowcontrol.apiserver.k8s.io/v1";
    private static readonly UserInfo ApiServerUser = new("system:apiserver", ["system:masters", "system:authenticated"]);
    private static readonly GroupResource Schemas = new("flowcontrol.apiserver.k8s.io", "flowschemas");
    private static readonly GroupResource Levels = new("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations");

    /// <summary>Notes it for every FlowSchema of a priority level that came or went.</summary>
    public static async ValueTask NoteAllAsync(ClusterServices services, string level)
    {
        foreach (var schema in services.Store.Current.List(Schemas).Where(s => LevelOf(s) == level).ToArray())
        {
            await NoteAsync(services, schema).ConfigureAwait(false);
        }
    }

    /// <summary>Notes it for one FlowSchema, where it is not noted yet.</summary>
    public static async ValueTask NoteAsync(ClusterServices services, KubeObject schema)
    {
        var exists = services.Store.Current.Get(new ObjectKey(Levels, "", LevelOf(schema))) is not null;
        var (status, reason, message) = exists
            ? ("False", "Found", $"This FlowSchema references the PriorityLevelConfiguration object named {GoText.Quote(LevelOf(schema))} and it exists")
            : ("True", "NotFound", $"This FlowSchema references the PriorityLevelConfiguration object named {GoText.Quote(LevelOf(schema))} but there is no such object");
        var noted = schema.Status.Maps("conditions").FirstOrDefault(c => c.StringOrEmpty("type") == "Dangling");
        if (schema.Metadata.IsDeleting || services.Catalog.FindStored(Schemas) is not { } type
            || (noted is not null && noted.StringOrEmpty("status") == status && noted.StringOrEmpty("reason") == reason && noted.StringOrEmpty("message") == message))
        {
            return;
        }

        var since = noted?.StringOrEmpty("status") == status ? noted["lastTransitionTime"]! : KubeTime.Format(services.Clock.GetUtcNow());
        var patch = MapValue.Of(
            ("apiVersion", Version),
            ("kind", "FlowSchema"),
            ("metadata", MapValue.Of(("name", schema.Name))),
            ("status", MapValue.Of(("conditions", ListValue.Of(MapValue.Of(
                ("type", "Dangling"), ("status", status), ("lastTransitionTime", since), ("reason", reason), ("message", message)))))));
        var request = new RequestContext(ApiServerUser) { UserAgent = "kube-apiserver" };
        try
        {
            await services.Api.PatchAsync(type, "", schema.Name, "status", new PatchBody(PatchType.Apply, patch), new PatchOptions { FieldManager = Manager, Force = true }, request).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.Code is 404 or 409)
        {
            // Deleted or replaced meanwhile: that write notes it anew.
        }
    }

    private static string LevelOf(KubeObject schema) => schema.Spec.StringAt("priorityLevelConfiguration", "name") ?? "";
}
