namespace BackupOperator.Models;

/// <summary>A column of <c>kubectl get</c>, by the name that KubeOps gives it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AdditionalPrinterColumnAttribute : Attribute;
