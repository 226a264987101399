// Replaced by the main job.
Console.Error.WriteLine("There is no main job yet.");
return 2;
