using KubeEmulator.Api;

namespace KubeEmulator.Server.Requests;

/// <summary>List, watch and deletecollection options in the query.</summary>
internal static class ListQuery
{
    /// <exception cref="Objects.ApiException">400: a number is not one.</exception>
    public static ListOptions Read(QueryValues query) => new()
    {
        LabelSelector = query.First("labelSelector") ?? "",
        FieldSelector = query.First("fieldSelector") ?? "",
        ResourceVersion = query.First("resourceVersion") ?? "",
        ResourceVersionMatch = query.First("resourceVersionMatch") ?? "",
        Limit = query.Integer("limit") ?? 0,
        Continue = query.First("continue") ?? "",
        AllowWatchBookmarks = query.Flag("allowWatchBookmarks") ?? false,
        SendInitialEvents = query.Flag("sendInitialEvents"),
        TimeoutSeconds = query.Integer("timeoutSeconds"),
    };
}
