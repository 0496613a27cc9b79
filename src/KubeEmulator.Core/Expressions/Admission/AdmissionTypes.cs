namespace KubeEmulator.Expressions;

/// <summary>
/// What expressions of admission see beside the objects: the request and its namespace. Upstream: apiserver
/// <c>pkg/admission/plugin/cel/compile.go</c>.
/// </summary>
internal static class AdmissionTypes
{
    private static readonly CelType Texts = CelType.List(CelType.String);
    private static readonly CelType TextMap = CelType.Map(CelType.String, CelType.String);

    /// <summary>The request (AdmissionRequest without uid and objects).</summary>
    public static readonly CelObjectType Request = Object(
        "kubernetes.AdmissionRequest",
        ("kind", GroupVersionOf("kubernetes.GroupVersionKind", "kind")),
        ("resource", GroupVersionOf("kubernetes.GroupVersionResource", "resource")),
        ("subResource", CelType.String),
        ("requestKind", GroupVersionOf("kubernetes.GroupVersionKind", "kind")),
        ("requestResource", GroupVersionOf("kubernetes.GroupVersionResource", "resource")),
        ("requestSubResource", CelType.String),
        ("name", CelType.String),
        ("namespace", CelType.String),
        ("operation", CelType.String),
        ("userInfo", Object("kubernetes.UserInfo", ("username", CelType.String), ("uid", CelType.String), ("groups", Texts), ("extra", CelType.Map(CelType.String, Texts)))),
        ("dryRun", CelType.Bool),
        ("options", CelType.Dyn));

    /// <summary>The request's namespace; of its metadata only what policies may decide by.</summary>
    public static readonly CelObjectType Namespace = Object(
        "kubernetes.Namespace",
        ("metadata", Object(
            "kubernetes.NamespaceMetadata",
            ("name", CelType.String),
            ("generateName", CelType.String),
            ("namespace", CelType.String),
            ("labels", TextMap),
            ("annotations", TextMap),
            ("UID", CelType.String),
            ("creationTimestamp", CelType.Timestamp),
            ("deletionGracePeriodSeconds", CelType.Int),
            ("deletionTimestamp", CelType.Timestamp),
            ("generation", CelType.Int),
            ("resourceVersion", CelType.String),
            ("finalizers", Texts))),
        ("spec", Object("kubernetes.NamespaceSpec", ("finalizers", Texts))),
        ("status", Object(
            "kubernetes.NamespaceStatus",
            ("conditions", CelType.List(Object(
                "kubernetes.NamespaceCondition",
                ("status", CelType.String),
                ("type", CelType.String),
                ("lastTransitionTime", CelType.Timestamp),
                ("message", CelType.String),
                ("reason", CelType.String)))),
            ("phase", CelType.String))));

    private static CelObjectType GroupVersionOf(string name, string last) =>
        Object(name, ("group", CelType.String), ("version", CelType.String), (last, CelType.String));

    private static CelObjectType Object(string name, params ReadOnlySpan<(string Name, CelType Type)> fields)
    {
        var made = new List<CelField>(fields.Length);
        foreach (var (field, type) in fields)
        {
            made.Add(new CelField(CelEscaping.Escape(field) ?? field, field, type));
        }

        return new CelObjectType(name, [.. made]);
    }
}
