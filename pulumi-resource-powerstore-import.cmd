@echo off
rem The Pulumi engine starts this file; the plugin itself is one JavaScript file that needs Node.js 20.19 or newer.
node "%~dp0dist\plugin\plugin.cjs" %*
