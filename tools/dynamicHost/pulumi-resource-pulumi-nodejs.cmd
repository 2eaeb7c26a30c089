@echo off
rem The host of dynamic providers, for an engine that was built without one; see the file without .cmd.
for /f "delims=" %%i in ('node -p "require.resolve('@pulumi/pulumi/cmd/dynamic-provider')"') do set POWERSTORE_IMPORT_DYNAMIC_HOST=%%i
if not defined POWERSTORE_IMPORT_DYNAMIC_HOST exit /b 1
node "%POWERSTORE_IMPORT_DYNAMIC_HOST%" %*
