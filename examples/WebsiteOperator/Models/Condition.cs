namespace WebsiteOperator.Models;

/// <summary>Whether something holds, and since when.</summary>
public sealed record Condition(string Type, string Status, string Reason, string Message, DateTime LastTransitionTime);
