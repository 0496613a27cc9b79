using System.Text.Json;

namespace WebsiteOperator.Kube;

/// <summary>A line of a watch.</summary>
public sealed record WatchEvent(string Type, JsonElement Object);
